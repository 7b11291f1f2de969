/** What packages and payloads of the clients before version 6 look like. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  packageWork,
  pageOf,
  pictureOf,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

let test: TestWorker;
let foreign: Server;
let host: string;

beforeAll(async () => {
  foreign = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(`<script>setTimeout(() => { document.body.innerHTML = '<x-pay></x-pay>';
      document.body.firstChild.attachShadow({ mode: 'open' }).innerHTML = '<b>Pay now</b>'; }, 50)</script><body>`);
  });
  foreign.listen(0, '127.0.0.1');
  await once(foreign, 'listening');
  host = `foreign.localhost:${(foreign.address() as AddressInfo).port}`;
  test = await startTestWorker({ allowedPrivateHosts: [host], limits: { contentMs: 2000 } });
});
afterAll(async () => {
  await test.stop();
  foreign.closeAllConnections();
  foreign.close();
});

const square = '<p></p>';
const ofPage =
  '<style>p { width: 20px; height: 20px; margin: 0 } .own p { background: #123456 }</style>';

async function coloursOf(
  examples: Parameters<typeof pageOf>[0],
  payload: Parameters<typeof packageWork>[1],
) {
  const result = await test.server.capture(packageWork(pageOf(examples, ofPage), payload));
  return result.snapshots.map(({ variant }) => pictureOf(test.server, result, variant).at(10, 10));
}

describe('globalCSS of a static package', () => {
  it('is one text, before the styles of the page', async () => {
    const globalCSS =
      '@import url("/imported.css");div { color: red }p { width: 99px; background: url(img/green.svg) }';
    const files = [
      { name: 'imported.css', content: 'i { display: block; height: 20px; background: #0000ff }' },
      {
        name: 'img/green.svg',
        content:
          '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20" fill="#00ff00"/></svg>',
      },
    ];
    const examples = [
      { html: square },
      { html: '<i></i>' },
      { html: `<div class="own">${square}</div>` },
      {
        html: '<i></i>',
        code: `if (root.firstChild.offsetHeight !== 20) throw new Error('too late');`,
      },
    ];
    expect(await coloursOf(examples, { files, payload: { globalCSS } })).toEqual([
      '#00ff00',
      '#0000ff',
      '#123456',
      '#0000ff',
    ]);
  });

  it('is made of blocks, some of which only some examples have', async () => {
    const globalCSS = [
      { source: 'a.css', css: 'p { background: #ff0000 }' },
      { id: 'green', conditional: true, css: 'p { background: #00ff00 }' },
      { id: 'blue', conditional: true, css: 'p { background: #0000ff }' },
      { id: 'lost', conditional: true },
    ];
    const examples = [
      { html: square },
      { html: square, item: { stylesheets: ['blue', 'green', 'lost', 'unknown'] } },
      { html: square, item: { stylesheets: ['green'], html: square, css: '', assetPaths: [] } },
      { html: square, item: { css: 'p { background: #abcdef }' } },
      { html: square },
    ];
    expect(await coloursOf(examples, { payload: { globalCSS } })).toEqual([
      '#ff0000',
      '#0000ff',
      '#00ff00',
      '#abcdef',
      '#ff0000',
    ]);
  });

  it('is there again when a page has replaced its document', async () => {
    const code = `const happo = window.happo;
      document.open();
      document.write('<!doctype html><div id="happo-root" data-happo-ignore style="width:20px;height:20px"><p style="width:20px;height:20px;margin:0"></p></div>');
      document.close();
      window.happo = happo;`;
    const payload = { globalCSS: 'p { background: #00ff00 }' };
    expect(await coloursOf([{ code }, { code }], { payload })).toEqual(['#00ff00', '#00ff00']);
  });
});

describe('a package of the oldest clients', () => {
  const page = (start: string) => `<!doctype html><meta charset="utf-8"><script>
    let left;
    const start = (chunk) => { left = ['a', 'b', 'c', 'd'].slice(chunk.index * 2, chunk.index * 2 + 2); };
    window.happo = { async nextExample() {
      const variant = left.shift();
      if (!variant) return undefined;
      document.body.innerHTML = variant;
      return { component: 'Old', variant, html: variant, css: '', assetPaths: [] };
    } };
    ${start}
  </script>`;

  it.each([
    ['happoProcessor.init', 'window.happoProcessor = { init: ({ chunk }) => start(chunk) };'],
    ['happo.initChunk', 'window.happo.initChunk = start;'],
  ])('is started with %s', async (_name, start) => {
    const payload = { chunk: { index: 1, total: 2 } };
    const { snapshots } = await test.server.capture(packageWork(page(start), { payload }));
    expect(snapshots.map(({ variant }) => variant)).toEqual(['c', 'd']);
  });

  it('says which example cannot be shown, in its own words', async () => {
    const message = 'Failed to render component "Card", variant "big" in card.js - x is undefined';
    const html = pageOf([{ item: { isError: true, message } }]);
    const { failed } = await test.server.partly(packageWork(html));
    expect(failed?.[0]?.message).toBe(`The first example failed: ${message}`);
  });
});

describe('content to wait for', () => {
  const frame = () => `<iframe src="http://${host}/" style="width:50px;height:50px"></iframe>`;

  it('is found in frames of other origins, and in shadow roots', async () => {
    const html = pageOf([{ html: frame(), item: { waitForContent: 'Pay now' } }]);
    const result = await test.server.capture(packageWork(html));
    expect(result.snapshots).toHaveLength(1);
  });

  it('fails the capture where it is not, if that is wanted', async () => {
    const html = pageOf([{ html: frame(), item: { waitForContent: 'Paid' } }]);
    const message = 'Timed out after 2000 ms while waiting for the text "Paid"';
    const { failed } = await test.server.partly(packageWork(html));
    expect(failed?.[0]?.message).toBe(`"Example, v0" failed: ${message}`);
    const lenient = packageWork(html, { payload: { failOnWaitForTimeout: false } });
    expect((await test.server.capture(lenient)).log.map(({ text }) => text)).toContain(message);
  });
});
