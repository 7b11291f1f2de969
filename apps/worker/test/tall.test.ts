import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  packageWork,
  pageOf,
  pictureOf,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

let test: TestWorker;

beforeAll(async () => {
  test = await startTestWorker();
});
afterAll(() => test.stop());

const head = `<style>
  body { margin: 0 }
  .document { width: 200px }
  .top, .bottom { position: sticky; height: 30px }
  .top { top: 0; background: #ff00ff }
  .bottom { bottom: 0; background: #800080 }
  .screen { height: 100vh; background: #ff0000 }
  .rest { background: linear-gradient(#00ff00 50%, #ffff00 50%) }
  .fixed { position: fixed; left: 250px; bottom: 0; width: 20px; height: 20px; background: #0000ff }
  @media (min-height: 769px) { .screen { background: #000000 } }
</style>`;

const viewportHeight = 768;

/** A document with one section as tall as the viewport, and things that keep to the viewport. */
function document(height: number): string {
  const rest = height - viewportHeight - 2 * 30;
  return `<div class="document"><div class="top"></div><div class="screen"></div>
    <div class="rest" style="height:${rest}px"></div><div class="bottom"></div></div>
    <div class="fixed"></div>`;
}

function expectDocument(look: ReturnType<typeof pictureOf>, height: number): void {
  expect(look.at(100, 15)).toBe('#ff00ff');
  // The section is as tall as the viewport, which has not grown with the picture.
  const sectionEnd = 30 + viewportHeight;
  expect([look.at(100, 400), look.at(100, sectionEnd - 2)]).toEqual(['#ff0000', '#ff0000']);
  expect([look.at(100, sectionEnd + 2), look.at(100, height / 2)]).toEqual(['#00ff00', '#00ff00']);
  expect([look.at(100, height - 500), look.at(100, height - 40)]).toEqual(['#ffff00', '#ffff00']);
  // What keeps to the end of the viewport is there, once, and not at the end of the document.
  expect([look.at(100, viewportHeight - 5), look.at(260, viewportHeight - 5)]).toEqual([
    '#800080',
    '#0000ff',
  ]);
  expect([look.at(100, height - 5), look.at(260, height - 5)]).toEqual(['#ffffff', '#ffffff']);
}

it('shows documents far taller than the viewport, which keeps its height', async () => {
  const html = pageOf(
    [3000, 6000].map((height) => ({ variant: `${height}`, html: document(height) })),
    head,
  );
  const whole = await test.server.capture(packageWork(html, { payload: { maxHeight: 10_000 } }));
  for (const height of [3000, 6000]) {
    const look = pictureOf(test.server, whole, `${height}`);
    expect(look.size).toBe(`270x${height}`);
    expectDocument(look, height);
  }
  const cut = await test.server.capture(packageWork(html));
  expect(pictureOf(test.server, cut, '3000').size).toBe('270x3000');
  expect(pictureOf(test.server, cut, '6000').size).toBe('270x5000');
  expect(pictureOf(test.server, cut, '6000').at(100, 4999)).toBe('#ffff00');
});

it('shows what is wider than the viewport, and starts beyond it', async () => {
  const html = pageOf([
    {
      variant: 'wide',
      html: '<div style="width:2000px;height:20px;background:linear-gradient(90deg,#ff0000 50%,#0000ff 50%)"></div>',
    },
    {
      variant: 'beyond',
      html: '<div style="position:absolute;left:1500px;top:2500px;width:40px;height:30px;background:#00ff00"></div>',
    },
  ]);
  const result = await test.server.capture(packageWork(html));
  const wide = pictureOf(test.server, result, 'wide');
  expect(wide.size).toBe('2000x20');
  expect([wide.at(900, 10), wide.at(1990, 10)]).toEqual(['#ff0000', '#0000ff']);
  const beyond = pictureOf(test.server, result, 'beyond');
  expect(beyond.size).toBe('40x30');
  expect([beyond.at(1, 1), beyond.at(38, 28)]).toEqual(['#00ff00', '#00ff00']);
});

it('captures the same pixels whatever was captured before', async () => {
  const article = (paragraphs: number) =>
    `<article style="max-width:600px;font:16px/1.5 sans-serif">${Array.from(
      { length: paragraphs },
      (_, index) =>
        `<p style="border-radius:7px;box-shadow:0 1px 4px #888;padding:9px">${index}. ${'Some words of a long read. '.repeat(9)}</p>`,
    ).join('')}</article>`;
  const paragraphs = [1, 40, 3, 25, 40, 1, 3, 25];
  const html = pageOf(paragraphs.map((count) => ({ html: article(count) })));
  const hashes = async () =>
    (await test.server.capture(packageWork(html))).snapshots.map(({ image }) => image.hash);
  const [first, ...others] = await Promise.all([hashes(), hashes(), hashes(), hashes()]);
  expect(first?.[4]).toBe(first?.[1]);
  expect(first?.slice(5)).toEqual([first?.[0], first?.[2], first?.[3]]);
  expect(new Set(first).size).toBe(4);
  for (const other of others) expect(other).toEqual(first);
});
