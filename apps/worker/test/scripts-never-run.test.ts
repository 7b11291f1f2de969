/** What recorded documents hold as scripts is looked at as markup, whoever would run it and when. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '@twinlens/testing';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ZipFileInput } from './archives.ts';
import {
  packageWork,
  pictureOf,
  type RecordedPage,
  recordedWork,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

/** How the server outside answers, where not with 200. */
const answers: Record<string, { status: number; location?: string }> = {
  '/with-location': { status: 200, location: '/outside' },
  '/moved': { status: 302, location: '/moved-to' },
  '/without-location': { status: 302 },
  '/missing': { status: 404 },
};

let test: TestWorker;
let outside: Server;
let host: string;
/** Paths that were asked for at a server the page may reach. */
const reached = new Set<string>();
/** Ends the example of the page that is a program. */
const end = Promise.withResolvers<void>();

beforeAll(async () => {
  outside = createServer(async (request, response) => {
    const path = request.url ?? '';
    reached.add(path);
    if (path === '/end') await end.promise;
    const { status, location } = answers[path] ?? { status: 200 };
    response.writeHead(status, {
      'content-type': 'text/html',
      'access-control-allow-origin': '*',
      ...(location && { location }),
    });
    const script = `<script>${tell(path.slice(1))}</script>`;
    response.end(`<body style="margin:0;background:#0000ff">${script}`);
  });
  outside.listen(0, '127.0.0.1');
  await once(outside, 'listening');
  host = `allowed.localhost:${(outside.address() as AddressInfo).port}`;
  test = await startTestWorker({ allowedPrivateHosts: [host] });
});
afterAll(async () => {
  await test.stop();
  outside.closeAllConnections();
  outside.close();
});
beforeEach(() => reached.clear());

/** Code without quotes, brackets or spaces that tells the server outside that it has run. */
const tell = (name: string) => `new(Image)().src=\`http://${host}/ran/${name}\``;

const page = (name: string) => `<!doctype html><script>${tell(name)}</script>`;
const drawing = (name: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg"><script>${tell(name)}</script></svg>`;

const square = '<div style="width:30px;height:30px;background:#00ff00"></div>';

/** Markup that runs a script by itself in a browser that lets it, by name. */
const markup: Record<string, () => string> = {
  inline: () => `<script>${tell('inline')}</script>`,
  module: () => `<script type="module">${tell('module')}</script>`,
  file: () => '<script src="/file.js"></script>',
  deferred: () => '<script src="/deferred.js" defer></script>',
  data: () => `<script src="data:text/javascript,${tell('data')}"></script>`,
  'image-error': () => `<img src="/nothing.png" onerror="${tell('image-error')}">`,
  'image-load': () => `<img src="/picture.svg" onload="${tell('image-load')}">`,
  'style-load': () => `<style onload="${tell('style-load')}">p {}</style>`,
  'link-load': () => `<link rel="stylesheet" href="/a.css" onload="${tell('link-load')}">`,
  'svg-load': () => `<svg onload="${tell('svg-load')}"></svg>`,
  'svg-script': () => `<svg><script>${tell('svg-script')}</script></svg>`,
  'svg-image': () => `<svg><image href="/nothing.png" onerror="${tell('svg-image')}"/></svg>`,
  animation: () =>
    `<style>@keyframes k {}</style><p style="animation:k 1ms" onanimationstart="${tell('animation')}">x</p>`,
  toggle: () => `<details open ontoggle="${tell('toggle')}">x</details>`,
  video: () => `<video><source src="/nothing.mp4" onerror="${tell('video')}"></video>`,
  srcdoc: () => `<iframe srcdoc="<script>${tell('srcdoc')}</script>"></iframe>`,
  'javascript-address': () =>
    `<iframe src="javascript:void(${tell('javascript-address')})"></iframe>`,
  'data-address': () =>
    `<iframe src="data:text/html,<script>${tell('data-address')}</script>"></iframe>`,
  'frame-load': () => `<iframe src="/plain.html" onload="${tell('frame-load')}"></iframe>`,
  frame: () => '<iframe src="/frame.html"></iframe>',
  'nested-frame': () => '<iframe src="/nests.html"></iframe>',
  'frame-of-svg': () => '<iframe src="/frame-of-svg.svg"></iframe>',
  'frame-of-xml': () => '<iframe src="/frame-of-xml.xhtml"></iframe>',
  object: () => '<object data="/object.svg" type="image/svg+xml"></object>',
  embed: () => '<embed src="/embed.html" type="text/html">',
  outside: () => `<iframe src="http://${host}/outside"></iframe>`,
  'with-location': () => `<iframe src="http://${host}/with-location"></iframe>`,
  'moved-to': () => `<iframe src="http://${host}/moved"></iframe>`,
  'without-location': () => `<iframe src="http://${host}/without-location"></iframe>`,
  missing: () => `<iframe src="http://${host}/missing"></iframe>`,
};

const files = (): ZipFileInput[] => [
  { name: 'file.js', content: tell('file') },
  { name: 'deferred.js', content: tell('deferred') },
  { name: 'picture.svg', content: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
  { name: 'a.css', content: 'p {}' },
  { name: 'plain.html', content: 'plain' },
  { name: 'frame.html', content: page('frame') },
  { name: 'nests.html', content: `<iframe srcdoc="${page('nested-frame')}"></iframe>` },
  { name: 'frame-of-svg.svg', content: drawing('frame-of-svg') },
  {
    name: 'frame-of-xml.xhtml',
    content: `<html xmlns="http://www.w3.org/1999/xhtml"><script>${tell('frame-of-xml')}</script></html>`,
  },
  { name: 'object.svg', content: drawing('object') },
  { name: 'embed.html', content: page('embed') },
  {
    name: '_external/0.html',
    content: `<body style="background:#ff00ff"><script>document.body.remove();${tell('external')}</script>`,
  },
];

const ran = () => [...reached].filter((path) => path.startsWith('/ran/')).sort();

async function capture(snapshot: RecordedPage, payload = {}) {
  const result = await test.server.capture(recordedWork([snapshot], { files: files(), payload }));
  return { ...pictureOf(test.server, result, 'v0'), log: result.log };
}

it('all run where a page is a program', async () => {
  const wait = `window.happo = { nextExample: () => fetch('http://${host}/end').then(() => undefined) }`;
  const body = Object.values(markup).map((make) => make());
  const html = `<!doctype html><body>${body.join('')}<script>${wait}</script>`;
  const { outcome } = test.server.offer(packageWork(html, { files: files() }));
  const missing = () => Object.keys(markup).filter((name) => !reached.has(`/ran/${name}`));
  const allRan = eventually('every script has run', async () => missing().length === 0, 20_000);
  await allRan.catch(() => expect(missing()).toEqual([]));
  end.resolve();
  expect(await outcome).toHaveProperty('result');
});

it.each(Object.keys(markup))('%s', async (name) => {
  const picture = await capture({
    html: `${square}
    <img src="http://${host}/picture">${markup[name]?.() ?? ''}`,
  });
  expect(picture.at(5, 5)).toBe('#00ff00');
  expect(reached).toContain('/picture');
  expect(ran()).toEqual([]);
});

it('nor does what the worker itself sets off', async () => {
  const picture = await capture(
    {
      html: `<div style="width:300px;height:300px;background:#00ff00">
        <section><happo-shadow-content style="display:none"><script>${tell('shadow')}</script>
          <img src="/nothing.png" onerror="${tell('shadow-image')}"><iframe src="/frame.html"></iframe>
          <script src="/file.js"></script></happo-shadow-content></section>
        <dialog open data-happo-modal="true" ontoggle="${tell('dialog')}"><input onfocus="${tell('dialog-focus')}"></dialog>
        <input data-happo-focus onfocus="${tell('focus')}" onblur="${tell('blur')}">
        <div data-happo-scrollposition="50,0" onscroll="${tell('scroll')}"
          style="height:20px;overflow:auto"><p style="height:500px">x</p></div>
        <img loading="lazy" src="/picture.svg" onload="${tell('lazy')}"></div>`,
      htmlElementAttrs: { onclick: tell('html') },
      bodyElementAttrs: { onload: tell('body'), onpageshow: tell('body'), onfocusin: tell('body') },
    },
    { applyPseudoClasses: true },
  );
  expect(picture.at(295, 295)).not.toBe('#ffffff');
  expect(ran()).toEqual([]);
});

it.each([
  '/frame.html',
  '/frame-of-svg.svg',
  'data:text/html,<script>parent.x</script>',
  'javascript:alert()',
  '#x',
])('a document stays where it is although it names %s as the next', async (next) => {
  const picture = await capture({
    html: `${square}
      <img src="http://${host}/picture">
      <meta http-equiv="refresh" content="0;url=${next}">
      <iframe srcdoc="<meta http-equiv='refresh' content='0;url=/frame.html'>"></iframe>`,
  });
  expect(picture.at(5, 5)).toBe('#00ff00');
  expect(ran()).toEqual([]);
});

it('a document that leaves itself for an empty one harms no other', async () => {
  const html = '<p>x</p><meta http-equiv="refresh" content="0;url=about:blank">';
  const outcome = await test.server.offer(recordedWork([{ html }])).outcome;
  const gone = { failure: { message: 'the page navigated away', retryable: false } };
  // It may have been captured before it left.
  if ('failure' in outcome) expect(outcome).toMatchObject(gone);
  const picture = await capture({ html: square });
  expect(picture.at(5, 5)).toBe('#00ff00');
});

it('what is meant for browsers without scripts is not shown', async () => {
  const picture = await capture({
    html: `<noscript><style>div { background: #ff0000 !important }</style><img src="http://${host}/noscript">Turn it on</noscript>
      ${square}`,
  });
  expect(picture.size).toBe('30x30');
  expect(picture.at(5, 5)).toBe('#00ff00');
  expect([...reached]).toEqual([]);
});

it('frames show their documents all the same, from the package and from outside', async () => {
  const frame = (src: string) =>
    `<iframe src="${src}" style="width:50px;height:50px;border:0"></iframe>`;
  const picture = await capture({
    html: `<div style="font-size:0">${frame('/_external/0.html')}${frame(`http://${host}/outside`)}</div>`,
    bodyElementAttrs: { style: 'width:200px' },
  });
  expect([picture.at(25, 25), picture.at(75, 25)]).toEqual(['#ff00ff', '#0000ff']);
  expect(ran()).toEqual([]);
});
