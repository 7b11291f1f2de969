import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  firstPicture,
  packageWork,
  pageOf,
  pictureOf,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

/** One pixel: red, then blue, 20 ms each, for ever. */
const twoFrameGif =
  'data:image/gif;base64,R0lGODlhAQABAIAAAP8AAAAA/yH/C05FVFNDQVBFMi4wAwEAAAAh+QQEAgAAACwAAAAAAQABAAACAkQBACH5BAQCAAAALAAAAAABAAEAAAICTAEAOw==';

let test: TestWorker;

beforeAll(async () => {
  test = await startTestWorker();
});
afterAll(() => test.stop());

function box(width: number, height: number, style: string): string {
  return `<div style="width:${width}px;height:${height}px;${style}"></div>`;
}

describe('the captured rectangle', () => {
  it('is the box of the content, whatever is ignored or hidden around it', async () => {
    const { server } = test;
    const work = packageWork(
      pageOf([
        { variant: 'box', html: box(120, 40, 'background:#ff0000') },
        { variant: 'fraction', html: box(10.2, 10.2, 'background:#00ff00') },
        {
          variant: 'tall',
          html: box(50, 2000, 'background:linear-gradient(#0000ff 50%,#00ff00 50%)'),
        },
        { variant: 'cut', html: box(30, 7000, 'background:#0000ff') },
        {
          variant: 'portal',
          code: `const portal = document.createElement('div');
            portal.style.cssText = 'position:absolute;left:300px;top:200px;width:100px;height:20px;background:#123456';
            root.replaceChildren(portal);`,
        },
        {
          variant: 'text',
          html: 'only <!-- --> text',
          code: `root.style.font = '20px monospace';`,
        },
        { variant: 'nothing' },
        {
          variant: 'scroller',
          html: `<div style="width:60px;height:30px;overflow:auto">${box(500, 500, 'background:#abcdef')}</div>`,
        },
        {
          variant: 'shadow',
          html: '<section></section>',
          code: `root.firstChild.style.display = 'contents';
            root.firstChild.attachShadow({ mode: 'open' }).innerHTML =
              '<p style="margin:0;width:33px;height:44px;background:#654321" data-happo-hide></p><i style="display:block;width:5px;height:5px;background:#ff0000"></i>';`,
        },
        {
          variant: 'hidden',
          html: `<div style="background:#00ff00">${box(20, 20, 'background:#ff0000')}<b data-happo-hide style="display:block;width:20px;height:20px;background:#ff0000"></b></div>`,
          code: `root.firstChild.style.width = '40px';`,
        },
        {
          variant: 'scrolled',
          html: box(30, 40, 'position:absolute;left:100px;top:100px;background:#fedcba'),
          code: `root.style.height = '3000px'; scrollTo(0, 1500);`,
        },
      ]),
    );
    const result = await server.capture(work);
    const look = (variant: string) => pictureOf(server, result, variant);
    expect(look('box').size).toBe('120x40');
    expect(look('box').at(119, 39)).toBe('#ff0000');
    expect(look('fraction').size).toBe('11x11');
    expect(look('tall').size).toBe('50x2000');
    expect([look('tall').at(25, 990), look('tall').at(25, 1990)]).toEqual(['#0000ff', '#00ff00']);
    expect(look('cut').size).toBe('30x5000');
    expect(look('cut').at(15, 4999)).toBe('#0000ff');
    expect(look('portal').size).toBe('100x20');
    expect(look('portal').at(50, 10)).toBe('#123456');
    expect(look('text').size).toBe('108x23');
    expect(look('scrolled').size).toBe('30x40');
    expect(look('scrolled').at(15, 20)).toBe('#fedcba');
    expect(look('nothing').size).toBe('1x1');
    expect(look('scroller').size).toBe('60x30');
    expect(look('shadow').size).toBe('33x49');
    expect([look('shadow').at(10, 10), look('shadow').at(2, 46)]).toEqual(['#ffffff', '#ff0000']);
    expect(look('hidden').size).toBe('40x40');
    expect([look('hidden').at(5, 5), look('hidden').at(5, 30)]).toEqual(['#ff0000', '#00ff00']);
  });

  it('keeps to maxHeight and maxWidth', async () => {
    const html = pageOf([{ variant: 'large', html: box(900, 900, 'background:#ff0000') }]);
    const work = packageWork(html, { payload: { maxHeight: 200, maxWidth: 300 } });
    const result = await test.server.capture(work);
    expect(pictureOf(test.server, result, 'large').size).toBe('300x200');
  });
});

describe('what a page may do', () => {
  it('replaces its document for every example', async () => {
    const html = pageOf(
      ['#ff0000', '#0000ff'].map((colour, index) => ({
        variant: `${index}`,
        code: `const happo = window.happo;
          document.open();
          document.write('<!doctype html><body style="margin:0"><p data-happo-hide>x</p><div id="happo-root" data-happo-ignore></div><div style="height:10px;background:${colour}"></div>');
          document.close();
          window.happo = happo;`,
      })),
    );
    const result = await test.server.capture(packageWork(html));
    expect(result.snapshots.map(({ variant }) => variant)).toEqual(['0', '1']);
    const picture = pictureOf(test.server, result, '1');
    expect(picture.size).toMatch(/^1024x/);
    expect(picture.at(500, Number(picture.size.split('x')[1]) - 5)).toBe('#0000ff');
  });

  it('fakes its clock and timers, waits for timers and frames, and calls alert', async () => {
    const html = pageOf([
      {
        variant: 'waits',
        html: box(10, 10, 'background:#ff0000'),
        code: `const real = window.happoTime.originalSetTimeout;
          window.setTimeout = () => { throw new Error('faked'); };
          Date.now = () => 0;
          Promise.prototype.finally = undefined;
          Document.prototype.querySelectorAll = () => { throw new Error('replaced'); };
          alert('hello');
          if (confirm('sure?')) throw new Error('confirmed');
          const began = performance.now();
          await new Promise((resolve) => real(resolve, 50));
          if (performance.now() - began < 50) throw new Error('too early');
          for (let i = 0; i < 5; i++) await new Promise(requestAnimationFrame);
          root.firstChild.style.background = '#00ff00';`,
      },
    ]);
    const result = await test.server.capture(packageWork(html));
    expect(pictureOf(test.server, result, 'waits').at(5, 5)).toBe('#00ff00');
  });

  it('gets the name of its target and its chunk', async () => {
    const html = pageOf([
      { code: `console.error(JSON.stringify(window.initOptions)); root.innerHTML = '<b>x</b>';` },
    ]);
    const payload = { chunk: { index: 1, total: 3 } };
    const result = await test.server.capture(packageWork(html, { payload }));
    expect(result.log.map(({ text }) => text)).toContain(
      '{"targetName":"chrome","chunk":{"index":1,"total":3}}',
    );
    expect(result.browser).toMatch(/^Chromium \d+\./);
  });

  it('skips examples', async () => {
    const html = pageOf([
      { variant: 'a', html: 'a' },
      { variant: 'b', item: { skipped: true } },
      { variant: 'c', html: 'c' },
    ]);
    const result = await test.server.capture(packageWork(html));
    expect(result.snapshots.map(({ variant }) => variant)).toEqual(['a', 'c']);
    expect(result.skipped).toEqual([{ component: 'Example', variant: 'b' }]);
  });
});

describe('waiting', () => {
  it('ends when fonts, images, backgrounds and requests are there', async () => {
    const files = [
      { name: 'red square.svg', content: svg('#ff0000') },
      { name: 'green.svg', content: svg('#00ff00') },
      { name: 'data.json', content: '{"colour":"#0000ff"}' },
    ];
    const html = pageOf(
      [
        { variant: 'image', html: '<img src="red%20square.svg?v=1" style="display:block">' },
        {
          variant: 'srcset',
          html: '<img srcset="/green.svg 1x" style="display:block" loading="lazy">',
        },
        { variant: 'pseudo', html: '<div class="pseudo" style="width:20px;height:20px"></div>' },
        {
          variant: 'fetched',
          html: box(20, 20, ''),
          code: `fetch('/data.json').then((r) => r.json()).then(({ colour }) => { root.firstChild.style.background = colour; });`,
        },
      ],
      `<style>.pseudo::before { content: ''; display: block; height: 20px; background: url(/green.svg?pseudo) }</style>`,
    );
    const { server } = test;
    const result = await server.capture(packageWork(html, { files }));
    const look = (variant: string) => pictureOf(server, result, variant).at(10, 10);
    expect(['image', 'srcset', 'pseudo', 'fetched'].map(look)).toEqual([
      '#ff0000',
      '#00ff00',
      '#00ff00',
      '#0000ff',
    ]);
    expect(result.log.filter(({ level }) => level !== 'info')).toEqual([]);
  });

  it('ends when the page has shown what it shows instead of images that came or failed', async () => {
    // As what renders does: not while it is told, but in a task of its own.
    const swap = `const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const shown = document.createElement('div');
        shown.style.cssText = 'width:20px;height:20px;background:#00ff00';
        image.replaceWith(shown);
      };
      port2.postMessage(null);`;
    const examples = ['load', 'error'].flatMap((event) =>
      ['lazy', 'eager'].map((loading) => ({
        variant: `${event} ${loading}`,
        html: `${box(10, 3500, '')}<img loading="${loading}" width="20" height="20">`,
        code: `const image = root.querySelector('img');
          image.on${event} = () => { ${swap} };
          image.src = '/${event}.svg?${loading}';`,
      })),
    );
    const files = [{ name: 'load.svg', content: svg('#ff0000') }];
    const result = await test.server.capture(packageWork(pageOf(examples), { files }));
    const colours = examples.map(({ variant }) =>
      pictureOf(test.server, result, variant).at(10, 3510),
    );
    expect(colours).toEqual(examples.map(() => '#00ff00'));
  });

  it('ends when workers of the page have answered, and what is read and decoded is there', async () => {
    const computing = `for (let sum = 0; sum < 3e8; sum += 1) Math.sqrt(sum);`;
    const html = pageOf([
      {
        variant: 'computes',
        html: box(20, 20, 'background:#ff0000'),
        code: `const worker = new Worker(URL.createObjectURL(new Blob(['onmessage = () => { ${computing} postMessage("#00ff00"); }'])));
          worker.onmessage = ({ data }) => { const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => { root.firstChild.style.background = data; }; port2.postMessage(null); };
          worker.postMessage(null);`,
      },
      {
        variant: 'reads',
        html: box(20, 20, 'background:#ff0000'),
        code: `(async () => {
          const noise = new Uint8Array(2 ** 26).fill(7);
          let read = await new Response(new Blob([noise])).blob();
          for (let times = 0; times < 4; times += 1) read = new Blob([await read.arrayBuffer()]);
          const image = await createImageBitmap(new ImageData(1, 1));
          if (read.size === noise.length && image.width === 1) root.firstChild.style.background = '#00ff00';
        })();`,
      },
    ]);
    const result = await test.server.capture(packageWork(html));
    const look = (variant: string) => pictureOf(test.server, result, variant).at(10, 10);
    expect(['computes', 'reads'].map(look)).toEqual(['#00ff00', '#00ff00']);
  });

  it('for content looks into frames', async () => {
    const frame = `<script>setTimeout(() => { document.body.textContent = 'Pay now'; }, 100)</script>`;
    const html = pageOf([
      { html: '<iframe src="frame.html"></iframe>', item: { waitForContent: 'Pay now' } },
    ]);
    const files = [{ name: 'frame.html', content: frame }];
    const result = await test.server.capture(packageWork(html, { files }));
    expect(result.snapshots).toHaveLength(1);
  });
});

describe('motion', () => {
  const head = `<style>
    @keyframes to-blue { from { background: #ff0000 } to { background: #0000ff } }
    .ends { animation: to-blue 5s 1s both linear }
    .repeats { animation: to-blue 0.3s infinite linear }
    .moves { background: #ff0000; transition: background 5s }
  </style>`;
  const examples = [
    { variant: 'ends', html: '<div class="ends" style="width:20px;height:20px"></div>' },
    { variant: 'repeats', html: '<div class="repeats" style="width:20px;height:20px"></div>' },
    {
      variant: 'transition',
      html: '<div class="moves" style="width:20px;height:20px"></div>',
      code: `getComputedStyle(root.firstChild).background; root.firstChild.style.background = '#0000ff';`,
    },
    {
      variant: 'smil',
      html: `<svg width="20" height="20" style="display:block"><rect width="20" height="20" fill="#ff0000"><animate attributeName="fill" from="#ff0000" to="#0000ff" dur="1s" repeatCount="indefinite"/></rect></svg>`,
    },
    {
      variant: 'gif',
      html: `<img style="display:block" width="20" height="20" src="${twoFrameGif}">`,
      code: `await new Promise((resolve) => setTimeout(resolve, 100));`,
    },
  ];

  it.each([
    ['last-frame', '#0000ff'],
    ['first-frame', '#ff0000'],
  ] as const)('stands still at the %s', async (freezeAnimations, colour) => {
    const { server } = test;
    const work = packageWork(pageOf(examples, head), { payload: { freezeAnimations } });
    const result = await server.capture(work);
    const look = (variant: string) => pictureOf(server, result, variant).at(10, 10);
    expect(look('ends')).toBe(colour);
    expect(look('transition')).toBe(colour);
    expect([look('repeats'), look('smil'), look('gif')]).toEqual(['#ff0000', '#ff0000', '#ff0000']);
  });

  it('and colours are what the payload prefers', async () => {
    const html = pageOf(
      [{ html: '<p style="width:20px;height:20px"></p>' }],
      `<style>@media (prefers-color-scheme: dark) and (prefers-reduced-motion: reduce) { p { background: #123456 } }</style>`,
    );
    const dark = packageWork(html, { payload: { prefersColorScheme: 'dark' } });
    const result = await test.server.capture(dark);
    expect(pictureOf(test.server, result, 'v0').at(5, 5)).toBe('#123456');
    const light = await test.server.capture(packageWork(html));
    expect(pictureOf(test.server, light, 'v0').at(5, 5)).toBe('#ffffff');
  });
});

it('is of a desktop: pages are told of a mouse', async () => {
  const style = `<style>p { width: 20px; height: 20px; margin: 0 } @media (hover: hover) and (pointer: fine) and (not (any-pointer: coarse)) { p { background: #0000ff } }</style>`;
  const result = await test.server.capture(packageWork(pageOf([{ html: '<p></p>' }], style)));
  expect(pictureOf(test.server, result, 'v0').at(10, 10)).toBe('#0000ff');
});

it('has no pointer: nothing is hovered, wherever it lies', async () => {
  const style = `<style>body { margin: 0 } p { width: 20px; height: 20px; margin: 0; background: #ff0000 } p:hover { background: #0000ff }</style>`;
  const result = await test.server.capture(packageWork(pageOf([{ html: '<p></p>' }], style)));
  expect(pictureOf(test.server, result, 'v0').at(10, 10)).toBe('#ff0000');
});

it('shows marked elements hovered, focused and pressed, and only while they are marked', async () => {
  const style = `<style>
    p { width: 20px; height: 20px; margin: 0; background: #ff0000 }
    p:hover { background: #0000ff } p:active { background: #00ff00 } p:focus-visible { background: #123456 }
  </style>`;
  const marks = ['hover', 'active', 'focus-visible'];
  const html = pageOf(
    [
      ...marks.map((mark) => ({
        variant: mark,
        code: `let p = root.querySelector('p') ?? root.appendChild(document.createElement('p'));
          p.tabIndex = 0;
          p.setAttribute('data-happo-${mark}', '');`,
      })),
      { variant: 'none' },
    ],
    style,
  )
    // One element for all examples, as a framework that updates in place would keep it.
    .replace('root.innerHTML = example.html;', '')
    .replace(
      'await example.run(root);',
      `for (const name of root.firstChild?.getAttributeNames() ?? []) if (name.startsWith('data')) root.firstChild.removeAttribute(name); await example.run(root);`,
    );
  const look = async (applyPseudoClasses: boolean) => {
    const work = packageWork(html, { payload: { applyPseudoClasses } });
    const result = await test.server.capture(work);
    return [...marks, 'none'].map((variant) => pictureOf(test.server, result, variant).at(10, 10));
  };
  expect(await look(true)).toEqual(['#0000ff', '#00ff00', '#123456', '#ff0000']);
  expect(await look(false)).toEqual(['#ff0000', '#ff0000', '#ff0000', '#ff0000']);
});

it('captures the same pixels twice, and sends a picture once', async () => {
  const html = pageOf(
    Array.from({ length: 12 }, (_, index) => ({
      html: `<button style="padding:${index}px">Button ${index}</button><input autofocus value="x"><p>${'Some text. '.repeat(index)}</p>`,
      code: `root.querySelector('input').focus();`,
    })),
  );
  const hashes = async () =>
    (await test.server.capture(packageWork(html))).snapshots.map(({ image }) => image.hash);
  const first = await hashes();
  expect(new Set(first).size).toBe(12);
  expect(await hashes()).toEqual(first);
  for (const hash of first) {
    expect(test.server.uploads.filter((uploaded) => uploaded === hash)).toHaveLength(1);
  }
});

function svg(colour: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20" fill="${colour}"/></svg>`;
}

describe('a capture under way', () => {
  it('says how far it is long before its lease needs a sign of life', async () => {
    const held = Promise.withResolvers<ServerResponse>();
    const site = createServer((_, response) => held.resolve(response));
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
    const host = `127.0.0.1:${(site.address() as AddressInfo).port}`;
    const own = await startTestWorker({ allowedPrivateHosts: [host] });
    const work = packageWork(
      pageOf([
        { html: 'done at once' },
        { html: 'later', code: `await fetch('http://${host}/', { mode: 'no-cors' })` },
      ]),
    );
    const { outcome, lease } = own.server.offer({ ...work, expiresInMs: 600_000 });
    const response = await held.promise;
    await firstPicture(lease);
    response.end();
    expect(await outcome).toMatchObject({ result: {} });
    await own.stop();
    site.close();
  });
});
