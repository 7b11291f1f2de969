import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  packageWork,
  pageOf,
  pictureOf,
  recordedWork,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

let test: TestWorker;

beforeAll(async () => {
  test = await startTestWorker();
});
afterAll(() => test.stop());

type Payload = NonNullable<NonNullable<Parameters<typeof packageWork>[1]>['payload']>;

async function capture(html: string, payload: Payload = {}, head = '') {
  const work = packageWork(pageOf([{ variant: 'v', html }], head), { payload });
  return pictureOf(test.server, await test.server.capture(work), 'v');
}

const box = (style: string) => `<div style="width:40px;height:30px;${style}"></div>`;

describe('device pixels', () => {
  it.for([1, 2, 3])('%s for each CSS pixel', async (deviceScaleFactor) => {
    const html = `<div style="width:40px;height:30px;background:#ffffff"><div style="width:1px;height:30px;background:#ff0000"></div></div>`;
    const look = await capture(html, { deviceScaleFactor });
    expect(look.size).toBe(`${40 * deviceScaleFactor}x${30 * deviceScaleFactor}`);
    expect(look.at(deviceScaleFactor - 1, 5)).toBe('#ff0000');
    expect(look.at(deviceScaleFactor, 5)).toBe('#ffffff');
  });

  it('are what pages are told, and choose between images by', async () => {
    const look = await capture(
      `<div class="dense" style="width:40px;height:30px"></div>`,
      { deviceScaleFactor: 2 },
      '<style>.dense { background: #ff0000 } @media (min-resolution: 2dppx) { .dense { background: #00ff00 } }</style>',
    );
    expect(look.at(5, 5)).toBe('#00ff00');
  });

  it('apply to recorded documents and to what is taller than the viewport', async () => {
    const html = box('background:linear-gradient(#ff0000 50%,#0000ff 50%);height:3000px');
    const work = recordedWork([{ html }], { payload: { deviceScaleFactor: 2 } });
    const look = pictureOf(test.server, await test.server.capture(work), 'v0');
    expect(look.size).toBe('80x6000');
    expect([look.at(3, 2990), look.at(3, 3010)]).toEqual(['#ff0000', '#0000ff']);
  });
});

describe('how documents are shown', () => {
  const head = `<style>
    .shown { width: 40px; height: 30px; background: #ff0000 }
    @media (forced-colors: active) { .forced { forced-color-adjust: none; background: #00ff00 } }
    @media print { .printed { background: #00ff00 } }
    @media (prefers-color-scheme: dark) { .dark { background: #00ff00 } }
    @media (prefers-reduced-motion: reduce) { .reduced { background: #00ff00 } }
  </style>`;

  it.for<[string, string, Payload, Payload]>([
    ['forced colours', 'forced', { forcedColors: 'active' }, { forcedColors: 'none' }],
    ['print', 'printed', { media: 'print' }, { media: 'screen' }],
    ['a dark scheme', 'dark', { prefersColorScheme: 'dark' }, { prefersColorScheme: 'light' }],
    ['less motion', 'reduced', { prefersReducedMotion: true }, { prefersReducedMotion: false }],
  ])('with %s', async ([, name, asked, other]) => {
    const html = `<div class="shown ${name}"></div>`;
    expect((await capture(html, asked, head)).at(5, 5)).toBe('#00ff00');
    expect((await capture(html, other, head)).at(5, 5)).toBe('#ff0000');
  });

  it('replaces colours where they are forced', async () => {
    const html = '<div style="width:40px;height:30px;background:#123456;color:#654321"></div>';
    expect((await capture(html)).at(5, 5)).toBe('#123456');
    expect((await capture(html, { forcedColors: 'active' })).at(5, 5)).not.toBe('#123456');
  });

  it('has nothing behind it where no background is wanted', async () => {
    const html = `${box('background:#ff0000')}${box('')}`;
    const look = await capture(html, { omitBackground: true });
    expect([look.at(5, 5), look.alphaAt(5, 5)]).toEqual(['#ff0000', 255]);
    expect(look.alphaAt(5, 45)).toBe(0);
    expect((await capture(html)).alphaAt(5, 45)).toBe(255);
    expect((await capture(html)).at(5, 45)).toBe('#ffffff');
  });
});

describe('a target that does not want it', () => {
  const year = `new Date().getFullYear()`;

  it('has the clock of the machine', async () => {
    const page = pageOf([
      {
        variant: 'v',
        code: `root.innerHTML = '<div style="width:40px;height:30px"></div>';
          root.firstChild.style.background = Date.now() > ${Date.now() - 60_000} && ${year} >= 2026 ? '#00ff00' : '#ff0000';`,
      },
    ]);
    const at = async (payload: Payload) =>
      pictureOf(test.server, await test.server.capture(packageWork(page, { payload })), 'v').at(
        5,
        5,
      );
    expect(await at({ virtualTime: false })).toBe('#00ff00');
    expect(await at({})).toBe('#ff0000');
  });

  it('has random numbers that are', async () => {
    const page = pageOf([
      {
        variant: 'v',
        code: `root.textContent = crypto.randomUUID() + Math.random(); root.style.font = '20px sans-serif';`,
      },
    ]);
    const hash = async (payload: Payload) =>
      (await test.server.capture(packageWork(page, { payload }))).snapshots[0]?.image.hash;
    expect(await hash({ seededRandomness: false })).not.toBe(
      await hash({ seededRandomness: false }),
    );
    expect(await hash({})).toBe(await hash({}));
  });
});

describe('what is marked as hidden', () => {
  const html = (inside: string, outside: string) =>
    `<div style="width:80px;height:40px;background:${outside}"><div data-happo-hide style="margin-left:20px;width:30px;height:40px;background:${inside}"></div></div>`;

  async function captureIgnoring(inside: string, outside: string) {
    const work = packageWork(pageOf([{ variant: 'v', html: html(inside, outside) }]), {
      payload: { hideBehavior: 'ignore' },
    });
    const result = await test.server.capture(work);
    return { image: result.snapshots[0]?.image, look: pictureOf(test.server, result, 'v') };
  }

  it('is shown and does not count, where it is to be ignored', async () => {
    const first = await captureIgnoring('#ff0000', '#ffffff');
    expect([first.look.at(25, 5), first.look.at(5, 5)]).toEqual(['#ff0000', '#ffffff']);
    expect(first.image?.ignored).toEqual([{ x: 20, y: 0, width: 30, height: 40 }]);
    const inside = await captureIgnoring('#0000ff', '#ffffff');
    expect(inside.image?.hash).toBe(first.image?.hash);
    const outside = await captureIgnoring('#ff0000', '#eeeeee');
    expect(outside.image?.hash).not.toBe(first.image?.hash);
  });

  it('is not shown otherwise, and everything counts', async () => {
    const look = await capture(html('#ff0000', '#ffffff'));
    expect(look.at(25, 5)).toBe('#ffffff');
  });
});

describe('images of several sizes', () => {
  const svg = (name: string, width: number, color: string) => ({
    name,
    content: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${width}"><rect width="100%" height="100%" fill="${color}"/></svg>`,
  });
  const files = [svg('small.svg', 20, '#00ff00'), svg('large.svg', 40, '#ff0000')];
  const image = (width: number) =>
    `<img srcset="small.svg 20w, large.svg 40w" sizes="${width}px" width="${width}">`;
  const inShadow = `<div><template shadowrootmode="open">${image(20)}</template></div>`;
  const inPicture = `<picture>${image(20).replace('img', 'source')}<img width="20"></picture>`;

  it('are the ones that fit, whatever was shown before', async () => {
    const examples = [
      { variant: 'plain', html: image(20) },
      { variant: 'picture', html: inPicture },
      { variant: 'shadow', code: `root.setHTMLUnsafe(${JSON.stringify(inShadow)})` },
      { variant: 'large', html: image(40) },
    ];
    for (const order of [examples, examples.toReversed()]) {
      const result = await test.server.capture(packageWork(pageOf(order), { files }));
      const colors = ['plain', 'picture', 'shadow', 'large'].map((variant) =>
        pictureOf(test.server, result, variant).at(5, 5),
      );
      expect(colors).toEqual(['#00ff00', '#00ff00', '#00ff00', '#ff0000']);
    }
  });
});
