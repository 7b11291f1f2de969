/**
 * Pages that try to get out, or to take the machine with them. Each line is one attempt; a server on
 * loopback must never hear of any, and what is captured afterwards has the pixels it had before.
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeZip } from './archives.ts';
import type { Result } from './server-double.ts';
import {
  packageWork,
  pageOf,
  recordedWork,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

let test: TestWorker;
let canary: Server;
let udp: Socket;
let port: number;
/** What reached the canary: of TCP the first bytes, of UDP that there was something. */
const heard: string[] = [];
/** A file of the machine that pages try to read. */
const secretFile = join(tmpdir(), `twinlens-escape-${process.pid}.txt`);
const secret = 'the secret of this machine';
let usual: string;

/** A page as any other: what it looks like must not depend on who was there before. */
const innocent = () =>
  packageWork(
    pageOf([
      {
        html: '<h1 style="font:40px serif">As before</h1><p style="filter:blur(1px)">text</p>',
        code: `root.append(String(Object.keys(localStorage)), document.cookie, String(await caches?.keys?.()),
          String((await navigator.serviceWorker?.getRegistrations?.() ?? []).length));`,
      },
    ]),
  );

const hashesOf = (result: Result): string =>
  JSON.stringify(result.snapshots.map(({ image }) => image.hash));

beforeAll(async () => {
  await writeFile(secretFile, secret);
  canary = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (bytes) => {
      heard.push(bytes.toString('latin1').split('\r\n')[0] ?? '');
      socket.end(
        `HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:${port}/leaked\r\ncontent-length: 0\r\n\r\n`,
      );
    });
    heard.push('connection');
  });
  canary.listen(0, '127.0.0.1');
  await once(canary, 'listening');
  port = (canary.address() as AddressInfo).port;
  udp = createSocket('udp4');
  udp.on('message', () => heard.push('datagram'));
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  test = await startTestWorker({
    allowedPrivateHosts: ['opened.localhost'],
    limits: {
      loadMs: 8000,
      exampleMs: 5000,
      settleMs: 1000,
      answerMs: 5000,
      maxBytes: 400 * 2 ** 20,
      maxFailed: 4,
    },
  });
  usual = hashesOf(await test.server.capture(innocent()));
});
afterAll(async () => {
  await test.stop();
  canary.close();
  udp.close();
});

/** `CANARY` stands for the host and port that must not be reached. */
const withCanary = (code: string): string => code.replaceAll('CANARY', `127.0.0.1:${port}`);

/** Ways out that a page may try, each as code that ends whether it works or not. */
const attempts: Record<string, string> = {
  'fetch of loopback': `await fetch('http://CANARY/fetch', { mode: 'no-cors' }).catch(() => 0)`,
  'fetch with a body': `await fetch('http://CANARY/', { method: 'POST', mode: 'no-cors', body: 'x'.repeat(1e5) }).catch(() => 0)`,
  'fetch of loopback by another of its names': `for (const host of ['localhost', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '0', '[::1]', '[::ffff:127.0.0.1]', 'a.localhost', '127.0.0.1.'])
    await fetch('http://' + host + ':PORT/', { mode: 'no-cors' }).catch(() => 0)`,
  'metadata of a cloud': `for (const url of ['http://169.254.169.254/latest/meta-data/', 'http://metadata.google.internal/', 'http://100.100.100.200/', 'http://[fd00:ec2::254]/'])
    say(await fetch(url).then((r) => 'reached ' + url, () => 'refused'))`,
  'private networks': `for (const url of ['http://10.0.0.1/', 'http://192.168.0.1/', 'http://172.16.0.1/', 'http://100.64.0.1/'])
    say(await fetch(url).then((r) => 'reached ' + url, () => 'refused'))`,
  'names whose address is loopback': `for (const host of ['localtest.me', 'lvh.me', '127.0.0.1.nip.io', '7f000001.7f000002.rbndr.us'])
    await fetch('http://' + host + ':PORT/', { mode: 'no-cors' }).catch(() => 0)`,
  XMLHttpRequest: `await new Promise((end) => { const x = new XMLHttpRequest(); x.onloadend = end; x.open('GET', 'http://CANARY/xhr'); x.send(); })`,
  WebSocket: `await new Promise((end) => { const s = new WebSocket('ws://CANARY/'); s.onopen = s.onclose = s.onerror = end; })`,
  EventSource: `await new Promise((end) => { const s = new EventSource('http://CANARY/'); s.onopen = end; s.onerror = () => { s.close(); end(); }; })`,
  WebTransport: `if (globalThis.WebTransport) await new WebTransport('https://CANARY/').ready.catch(() => 0)`,
  WebRTC: `const peer = new RTCPeerConnection({ iceServers: [{ urls: ['stun:CANARY', 'turn:CANARY?transport=tcp'], username: 'a', credential: 'b' }] });
    peer.createDataChannel('x'); await peer.setLocalDescription(await peer.createOffer()); await wait(300);
    say([...(peer.localDescription.sdp ?? '').matchAll(/candidate:\\S+ \\d \\w+ \\d+ (\\S+)/g)].some(([, host]) => !host.endsWith('.local')) ? 'reached an address' : 'refused')`,
  image: `root.innerHTML = '<img src="http://CANARY/img"><img srcset="http://CANARY/set 2x"><picture><source srcset="http://CANARY/source"><img></picture>'; await wait(100)`,
  frame: `root.innerHTML = '<iframe src="http://CANARY/frame"></iframe><object data="http://CANARY/object"></object><embed src="http://CANARY/embed">'; await wait(200)`,
  style: `root.innerHTML = '<style>@import "http://CANARY/import"; @font-face { font-family: f; src: url(http://CANARY/font) } p { background: url(http://CANARY/bg); font-family: f; cursor: url(http://CANARY/cursor), auto; list-style: url(http://CANARY/list) }</style><p>x</p>'; await wait(200)`,
  script: `root.append(Object.assign(document.createElement('script'), { src: 'http://CANARY/script' })); await import('http://CANARY/module').catch(() => 0)`,
  media: `root.innerHTML = '<video src="http://CANARY/video" autoplay muted poster="http://CANARY/poster"></video><audio src="http://CANARY/audio" autoplay></audio><track src="http://CANARY/track">'; await wait(200)`,
  hints: `for (const rel of ['prefetch', 'preconnect', 'dns-prefetch', 'preload', 'modulepreload', 'prerender', 'icon', 'manifest', 'stylesheet'])
    document.head.append(Object.assign(document.createElement('link'), { rel, href: 'http://CANARY/' + rel, as: 'script' })); await wait(200)`,
  'speculation rules': `root.innerHTML = ''; const s = document.createElement('script'); s.type = 'speculationrules'; s.textContent = JSON.stringify({ prefetch: [{ source: 'list', urls: ['http://CANARY/a'] }], prerender: [{ source: 'list', urls: ['http://CANARY/b'] }] }); document.head.append(s); await wait(200)`,
  SVG: `root.innerHTML = '<svg><image href="http://CANARY/i"/><use href="http://CANARY/u#x"/><filter id="f"><feImage href="http://CANARY/fe"/></filter><rect width="9" height="9" filter="url(#f)"/></svg>'; await wait(100)`,
  'beacon and ping': `navigator.sendBeacon('http://CANARY/beacon', 'x'); fetch('http://CANARY/keep', { keepalive: true, mode: 'no-cors' }).catch(() => 0);
    const a = Object.assign(document.createElement('a'), { href: '#here', ping: 'http://CANARY/ping' }); root.append(a); a.click(); await wait(100)`,
  'reports of violations': `document.head.insertAdjacentHTML('beforeend', '<meta http-equiv="Content-Security-Policy" content="img-src none; report-uri http://CANARY/csp">'); root.innerHTML = '<img src="/x.png">'; await wait(100)`,
  worker: `new Worker(URL.createObjectURL(new Blob(['fetch("http://CANARY/w", {mode:"no-cors"}); importScripts("http://CANARY/i")']))); if (globalThis.SharedWorker) new SharedWorker('data:text/javascript,fetch("http://CANARY/s",{mode:"no-cors"})'); await wait(300)`,
  worklet: `await CSS.paintWorklet?.addModule('http://CANARY/paint').catch(() => 0); const c = new AudioContext(); await c.audioWorklet?.addModule('http://CANARY/audio').catch(() => 0)`,
  'service worker': `await navigator.serviceWorker?.register('/sw.js').catch(() => 0); await wait(300)`,
  window: `open('http://CANARY/open'); open('file:///etc/passwd'); open('chrome://settings'); open('about:blank')?.fetch?.('http://CANARY/popup', { mode: 'no-cors' }).catch(() => 0); await wait(100)`,
  'form in a frame': `root.innerHTML = '<iframe name="f"></iframe><form target="f" method="post" action="http://CANARY/form"><input name="a" value="b"></form>'; root.querySelector('form').submit(); await wait(200)`,
  'frame that goes elsewhere': `const f = document.createElement('iframe'); f.srcdoc = '<meta http-equiv=refresh content="0;url=http://CANARY/refresh"><base href="http://CANARY/base/"><img src=x>'; root.append(f); await wait(300)`,
  'redirects to loopback': `for (const url of ['http://httpbin.org/redirect-to?url=http://CANARY/', 'http://redirect.invalid/']) await fetch(url, { mode: 'no-cors', signal: AbortSignal.timeout(500) }).catch(() => 0)`,
  'proxy as a target': `await fetch('http://CANARY/', { method: 'GET', mode: 'no-cors', headers: { 'Proxy-Authorization': 'x', 'X-Forwarded-Host': 'CANARY' } }).catch(() => 0)`,
  'files of the machine': `for (const url of ['SECRET', 'file:///etc/passwd', 'file:///proc/self/environ']) {
      say(await fetch(url).then((r) => r.text()).then((text) => 'reached ' + text.slice(0, 40), () => 'refused'));
      const f = Object.assign(document.createElement('iframe'), { src: url }); root.append(f); await wait(50);
      let text = ''; try { text = f.contentDocument?.body?.innerText ?? ''; } catch {}
      say(text === '' ? 'refused' : 'reached ' + text);
      await import(url).then(() => say('reached'), () => say('refused'));
    }`,
  'file as picture and style': `root.innerHTML = '<img src="file:///usr/share/pixmaps/debian-logo.png"><link rel="stylesheet" href="SECRET"><object data="SECRET" type="text/plain"></object><embed src="SECRET">'; await wait(200); say(root.querySelector('img').naturalWidth > 0 ? 'reached' : 'refused')`,
  'addresses of the browser': `for (const url of ['chrome://version', 'view-source:file:///etc/passwd', 'devtools://devtools/bundled/inspector.html', 'filesystem:http://x/', 'ftp://CANARY/'])
    say(await fetch(url).then(() => 'reached ' + url, () => 'refused'))`,
  'debugging port': `for (const p of [9222, 9229, 9515, 4444]) say(await fetch('http://127.0.0.1:' + p + '/json').then(() => 'reached ' + p, () => 'refused'))`,
  'server of the worker': `say(await fetch('SERVER/api/worker/leases', { method: 'POST' }).then(() => 'reached', () => 'refused'))`,
  'path out of the package': `for (const path of ['/../../../etc/passwd', '/..%2f..%2fetc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/....//etc/passwd', '//etc/passwd', '/a/../../../../etc/hostname'])
    say(await fetch(path).then(async (r) => (r.ok && (await r.text()).includes('root:') ? 'reached' : 'refused'), () => 'refused'))`,
  'permission prompts': `const asked = await Promise.all([
      Notification.requestPermission().catch(() => 'denied'),
      new Promise((end) => navigator.geolocation.getCurrentPosition(() => end('granted'), () => end('denied'), { timeout: 300 })),
      navigator.mediaDevices?.getUserMedia({ audio: true, video: true }).then(() => 'granted', () => 'denied'),
      navigator.mediaDevices?.getDisplayMedia?.({}).then(() => 'granted', () => 'denied'),
      navigator.clipboard?.readText().then(() => 'granted', () => 'denied'),
      navigator.requestMIDIAccess?.({ sysex: true }).then(() => 'granted', () => 'denied'),
      navigator.usb?.requestDevice({ filters: [] }).then(() => 'granted', () => 'denied'),
      navigator.bluetooth?.requestDevice({ acceptAllDevices: true }).then(() => 'granted', () => 'denied'),
      globalThis.showOpenFilePicker?.().then(() => 'granted', () => 'denied'),
      globalThis.queryLocalFonts?.().then((fonts) => (fonts.length > 0 ? 'granted' : 'denied'), () => 'denied'),
    ].map((one) => Promise.race([one ?? 'denied', wait(600).then(() => 'denied')])));
    say(asked.includes('granted') ? 'reached ' + asked : 'refused')`,
  download: `for (const href of ['data:application/octet-stream,x', URL.createObjectURL(new Blob(['x'.repeat(1e6)])), '/iframe.html']) {
      const a = Object.assign(document.createElement('a'), { href, download: 'twinlens-escape.bin' }); root.append(a); a.click(); } await wait(200)`,
  'print and dialogs': `print(); alert(1); confirm(2); prompt(3); await wait(50)`,
  'full screen and pointer': `root.requestFullscreen().catch(() => 0); root.requestPointerLock?.()?.catch?.(() => 0); navigator.wakeLock?.request('screen').catch(() => 0); window.moveTo(0, 0); window.resizeTo(9, 9); await wait(50)`,
  'things left behind': `localStorage.left = 'x'; document.cookie = 'left=x; max-age=99999'; sessionStorage.left = 'x'; await caches.open('left').then((c) => c.put('/x', new Response('x'))).catch(() => 0);
    await new Promise((end) => { const r = indexedDB.open('left', 1); r.onsuccess = r.onerror = end; })`,
};

const ready = (code: string): string =>
  withCanary(code)
    .replaceAll('PORT', String(port))
    .replaceAll('SECRET', `file://${secretFile}`)
    .replaceAll('SERVER', test.server.origin);

const help = `const say = (text) => console.warn('say:' + NAME + ': ' + text);
  const wait = (ms) => new Promise((end) => setTimeout(end, ms));`;

describe('ways out', () => {
  it('lead nowhere, all of them in one page', async () => {
    heard.length = 0;
    const names = Object.keys(attempts);
    expect(names.length).toBeGreaterThan(30);
    const examples = names.map((name) => ({
      variant: name,
      html: '<p>x</p>',
      code: `${help.replace('NAME', JSON.stringify(name))}
        await Promise.race([(async () => { ${ready(attempts[name] ?? '')} })(), wait(3000)]).catch((error) => say('threw ' + error));`,
    }));
    const files = [
      {
        name: 'sw.js',
        content: ready(
          `self.addEventListener('install', () => { fetch('http://CANARY/sw', { mode: 'no-cors' }).catch(() => 0); importScripts?.('http://CANARY/sw-import'); });`,
        ),
      },
    ];
    const result = await test.server.partly(packageWork(pageOf(examples), { files }));
    const said = result.log.flatMap(({ text }) => (text.startsWith('say:') ? [text] : []));
    expect(said.filter((text) => text.includes('reached'))).toEqual([]);
    expect(said.filter((text) => text.includes('refused')).length).toBeGreaterThan(20);
    expect(result.failed ?? []).toEqual([]);
    expect(result.snapshots).toHaveLength(names.length);
    expect(heard).toEqual([]);
    expect(JSON.stringify(result)).not.toContain(secret);
    for (const folder of [homedir(), join(homedir(), 'Downloads'), process.cwd(), tmpdir()]) {
      const there = existsSync(folder) ? await readdir(folder) : [];
      expect(there.filter((name) => name.includes('twinlens-escape.bin'))).toEqual([]);
    }
    expect(hashesOf(await test.server.capture(innocent()))).toBe(usual);
  });

  it('would be heard of, and redirects are looked at once more', async () => {
    heard.length = 0;
    const code = `await fetch('http://opened.localhost:${port}/control', { mode: 'no-cors' }).catch(() => 0)`;
    await test.server.capture(packageWork(pageOf([{ html: 'x', code }])));
    expect(heard).toEqual(['connection', 'GET /control HTTP/1.1']);
  });

  it('lead nowhere from recorded documents', async () => {
    heard.length = 0;
    const html = withCanary(`<img src="http://CANARY/a"><iframe src="http://CANARY/b"></iframe>
      <link rel="preconnect" href="http://CANARY"><link rel="stylesheet" href="http://CANARY/c">
      <meta http-equiv="refresh" content="0;url=http://CANARY/d"><object data="http://CANARY/e"></object>
      <svg><image href="http://CANARY/f"/></svg><video src="http://CANARY/g" poster="http://CANARY/h"></video>
      <script>fetch('http://CANARY/i')</script><img src=x onerror="fetch('http://CANARY/j')">
      <iframe srcdoc="<script>fetch('http://CANARY/k')</script>"></iframe><base href="http://CANARY/"><p>x</p>`);
    await test.server.partly(recordedWork([{ html }]));
    expect(heard).toEqual([]);
  });

  it('lead nowhere from pages that only an allow list opens', async () => {
    heard.length = 0;
    const urls = [
      `http://127.0.0.1:${port}/`,
      `http://localhost:${port}/`,
      `http://[::1]:${port}/`,
    ];
    const pages = urls.map((url, index) => ({ url, title: `page ${index}` }));
    const result = await test.server.partly({ payload: { viewport: '400x300', pages } });
    expect(result.failed).toHaveLength(urls.length);
    for (const { message } of result.failed ?? [])
      expect(message).toContain('TWINLENS_ALLOWED_PRIVATE_HOSTS');
    expect(heard).toEqual([]);
  });
});

/** What takes more than it may, with what is said of it; nothing where it is just stopped. */
const bombs: Record<string, { code: string; says: string | null }> = {
  'endless loop in a worker': {
    code: `new Worker(URL.createObjectURL(new Blob(['while (true);'])))`,
    says: null,
  },
  'many workers': {
    code: `for (let i = 0; i < 60; i += 1) new Worker(URL.createObjectURL(new Blob(['setInterval(() => 0, 1)'])))`,
    says: null,
  },
  'many frames': {
    code: `for (let i = 0; i < 150; i += 1) root.append(Object.assign(document.createElement('iframe'), { srcdoc: '<p>' + i }))`,
    says: null,
  },
  'frames in frames without end': {
    code: `const f = document.createElement('iframe'); f.src = '/iframe.html?' + Math.random(); root.append(f)`,
    says: null,
  },
  'redirects without end': {
    code: `const f = document.createElement('iframe'); f.srcdoc = '<script>setTimeout(() => location.reload(), 5)<' + '/script>'; root.append(f)`,
    says: null,
  },
  'history without end': {
    code: `for (let i = 0; i < 5000; i += 1) try { history.pushState({}, '', '#' + i) } catch { break }`,
    says: null,
  },
  'windows without end': {
    code: `for (let i = 0; i < 30; i += 1) open('about:blank')`,
    says: null,
  },
  'dialogs without end': { code: `while (true) alert('again')`, says: 'within 5 s' },
  'endless loop': { code: 'while (true) {}', says: 'within 5 s' },
  memory: {
    code: 'const kept = []; while (true) kept.push(new Uint8Array(2e7).fill(1))',
    says: 'ran out of memory',
  },
};

/** Those that fill the disk: browsers keep them with the profile, which is thrown away. */
const disk = `const big = new Uint8Array(2e7);
  const cache = await caches.open('big').catch(() => null);
  for (let i = 0; i < 5; i += 1) await cache?.put('/' + i, new Response(big)).catch(() => 0);
  const folder = await navigator.storage?.getDirectory?.().catch(() => null);
  const file = await folder?.getFileHandle('big', { create: true }).catch(() => null);
  const out = await file?.createWritable?.().catch(() => null);
  for (let i = 0; i < 5; i += 1) await out?.write(big).catch(() => 0);
  await out?.close().catch(() => 0);`;

describe('bombs', () => {
  it.each(Object.entries(bombs))('%s', async (name, { code, says }) => {
    const result = await test.server.partly(
      packageWork(
        pageOf([
          { variant: 'before', html: '<p>before</p>' },
          { variant: name, html: '<p>bomb</p>', code },
          { variant: 'after', html: '<p>after</p>' },
        ]),
      ),
    );
    const messages = (result.failed ?? []).map(({ message }) => message);
    if (says === null) expect(messages).toEqual([]);
    else expect(messages.join()).toContain(says);
    const shown = result.snapshots.map(({ variant }) => variant);
    // After a failure this page does not know where to go on; others are for that.
    expect(shown).toEqual(says === null ? ['before', name, 'after'] : ['before']);
    expect(hashesOf(await test.server.capture(innocent()))).toBe(usual);
  });

  it('what fills the disk is gone with the page', async () => {
    const work = packageWork(pageOf([{ html: '<p>x</p>', code: disk }]));
    await test.server.capture(work);
    expect(hashesOf(await test.server.capture(innocent()))).toBe(usual);
  });

  it('archives are refused before they are large', async () => {
    const files = [{ name: 'zeros.bin', content: Buffer.alloc(30 * 2 ** 20) }];
    const bomb = makeZip([{ name: 'iframe.html', content: pageOf([{ html: 'x' }]) }, ...files]);
    const failure = await test.server.failure({
      payload: { viewport: '400x300', staticPackage: 'a/1/0.zip' },
      package: bomb,
    });
    expect(failure.retryable).toBe(false);
    expect(hashesOf(await test.server.capture(innocent()))).toBe(usual);
  });
});
