import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isPublicAddress } from '@twinlens/contract/public-address';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveDestination } from '../src/network/destination.ts';
import {
  packageWork,
  pageOf,
  pictureOf,
  recordedWork,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

let test: TestWorker;
let inside: Server;
let port: number;
/** Requests that got through to a server on this machine. */
const reached: string[] = [];

beforeAll(async () => {
  inside = createServer((request, response) => {
    reached.push(request.url ?? '');
    const headers = { 'access-control-allow-origin': '*', 'content-type': 'text/html' };
    response.writeHead(200, headers).end(`<body style="margin:0;height:50px;background:#00ff00">
      <p>header: ${request.headers['x-secret'] ?? 'none'}</p></body>`);
  });
  inside.on('upgrade', (request, socket) => {
    reached.push(`upgrade ${request.url}`);
    socket.destroy();
  });
  inside.on('connection', () => reached.push('connection'));
  inside.listen(0, '127.0.0.1');
  await once(inside, 'listening');
  ({ port } = inside.address() as AddressInfo);
  test = await startTestWorker({ allowedPrivateHosts: [`allowed.localhost:${port}`] });
});
afterAll(async () => {
  await test.stop();
  inside.closeAllConnections();
  inside.close();
});

/** Runs code in a captured page and answers what it told the console, in order. */
async function say(
  code: string,
  options: Parameters<typeof packageWork>[1] = {},
): Promise<string[]> {
  const html = pageOf([
    { html: 'x', code: `const say = (text) => console.warn('say:' + text); ${code}` },
  ]);
  const { log } = await test.server.capture(packageWork(html, options));
  return log.flatMap(({ text }) => (text.startsWith('say:') ? [text.slice(4)] : []));
}

const attempt = (url: string) =>
  `say(await fetch('${url}').then((r) => r.status + ' ' + r.type, (e) => 'failed'));`;

describe('a recorded document', () => {
  const images = () =>
    ['127.0.0.1', 'other.localhost', 'allowed.localhost']
      .map((host) => `<img src="http://${host}:${port}/${host}">`)
      .join('');

  it('reaches what any page may', async () => {
    reached.length = 0;
    const headers = [{ name: 'x-secret', value: 'yes' }];
    const payload = { outgoingRequestHeaders: headers };
    const { log } = await test.server.capture(recordedWork([{ html: images() }], { payload }));
    expect(reached.filter((path) => path !== 'connection')).toEqual(['/allowed.localhost']);
    const refused = log.find(({ text }) => text.includes('TWINLENS_ALLOWED_PRIVATE_HOSTS'));
    expect(refused?.from).toBe('request');
  });

  it('is held to the host names of its target', async () => {
    reached.length = 0;
    const payload = { allowedHostnames: [] };
    await test.server.capture(recordedWork([{ html: images() }], { payload }));
    expect(reached).toEqual([]);
  });
});

describe('a captured page', () => {
  it('cannot reach this machine or the networks around it', async () => {
    reached.length = 0;
    const urls = [
      `http://127.0.0.1:${port}/`,
      `http://localhost:${port}/`,
      `http://[::1]:${port}/`,
      `http://[::ffff:127.0.0.1]:${port}/`,
      `http://0.0.0.0:${port}/`,
      `http://2130706433:${port}/`,
      `http://other.localhost:${port}/`,
      'http://169.254.169.254/latest/meta-data/',
      'http://10.0.0.1/',
      test.server.origin,
    ];
    const answers = await say(`
      const look = (url) => fetch(url, { mode: 'cors' }).then(() => 'readable', () => 'failed');
      for (const url of ${JSON.stringify(urls)}) say(await look(url));`);
    expect(answers).toEqual(urls.map(() => 'failed'));
    expect(reached).toEqual([]);
  });

  it('cannot do so by WebSocket, TLS, prefetch, frame, form, worker, beacon or WebRTC', async () => {
    reached.length = 0;
    const udp = createSocket('udp4');
    let datagrams = 0;
    udp.on('message', () => {
      datagrams += 1;
    });
    udp.bind(0, '127.0.0.1');
    await once(udp, 'listening');
    const target = `127.0.0.1:${port}`;
    const answers = await say(`
      say(await new Promise((resolve) => {
        const socket = new WebSocket('ws://${target}/socket');
        socket.onopen = () => resolve('open');
        socket.onerror = () => resolve('failed');
      }));
      ${attempt(`https://${target}/tls`)}
      for (const rel of ['prefetch', 'preload', 'dns-prefetch', 'preconnect', 'stylesheet', 'modulepreload']) {
        const link = document.createElement('link');
        Object.assign(link, { rel, href: 'http://${target}/' + rel, as: 'script' });
        document.head.append(link);
      }
      root.innerHTML = '<iframe src="http://${target}/frame"></iframe><img src="http://${target}/image">';
      navigator.sendBeacon('http://${target}/beacon', 'x');
      window.open('http://${target}/popup');
      new Worker(URL.createObjectURL(new Blob(['fetch("http://${target}/worker")'])));
      const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${udp.address().port}' }] });
      peer.createDataChannel('x');
      await peer.setLocalDescription(await peer.createOffer());
      await new Promise((resolve) => {
        if (peer.iceGatheringState === 'complete') resolve();
        peer.onicegatheringstatechange = () => peer.iceGatheringState === 'complete' && resolve();
      });`);
    udp.close();
    expect(answers).toEqual(['failed', 'failed']);
    expect(reached).toEqual([]);
    expect(datagrams).toBe(0);
  });

  it('cannot read files of the machine', async () => {
    const answers = await say(`
      ${attempt('file:///etc/hostname')}
      const frame = document.createElement('iframe');
      frame.src = 'file:///etc/hostname';
      root.append(frame);
      await new Promise(requestAnimationFrame);
      let text = 'blocked';
      try { text = frame.contentDocument?.body.innerText || text; } catch {}
      say(text);`);
    expect(answers).toEqual(['failed', 'blocked']);
  });

  it('cannot reach the package of another capture', async () => {
    const first = packageWork(
      pageOf([
        {
          html: 'x',
          code: `const own = (await fetch('/iframe.html')).status;
            console.warn('say:' + own + ' ' + isSecureContext + ' ' + location.origin);`,
        },
      ]),
    );
    const { log } = await test.server.capture(first);
    const said = log.find(({ text }) => text.startsWith('say:'));
    expect(said?.from).toBe('console');
    const [status, secure, own] = said?.text.slice(4).split(' ') ?? [];
    expect([status, secure]).toEqual(['200', 'true']);
    expect(
      await say(`say(location.origin === '${own}'); ${attempt(`${own}/iframe.html`)}`),
    ).toEqual(['false', 'failed']);
  });

  it('reaches what the operator has opened', async () => {
    reached.length = 0;
    expect(await say(attempt(`http://allowed.localhost:${port}/in`))).toEqual(['200 cors']);
    expect(reached).toContain('/in');
  });

  it('is held to the host names of its target', async () => {
    const url = `http://allowed.localhost:${port}/named`;
    const named = (allowedHostnames: string[]) =>
      say(attempt(url), { payload: { allowedHostnames } });
    expect(await named([])).toEqual(['failed']);
    expect(await named(['example.com'])).toEqual(['failed']);
    expect(await named(['ALLOWED.localhost'])).toEqual(['200 cors']);
  });

  it('gets its own files with their types, and 404 for others', async () => {
    const files = [
      { name: 'a b/c.js', content: '1' },
      { name: 'd.css', content: 'x' },
      { name: 'e.svg', content: '<svg/>' },
      { name: '.dot/f.woff2', content: 'x' },
    ];
    const code = `for (const path of ['a%20b/c.js?x=1', 'd.css', 'e.svg', '.dot/f.woff2', 'missing', '%zz', '../iframe.html'])
      await fetch('/' + path).then((r) => say(r.status + ' ' + r.headers.get('content-type')));`;
    expect(await say(code, { files })).toEqual([
      '200 text/javascript; charset=utf-8',
      '200 text/css; charset=utf-8',
      '200 image/svg+xml',
      '200 font/woff2',
      '404 text/plain',
      '404 text/plain',
      '200 text/html; charset=utf-8',
    ]);
  });
});

describe('pages', () => {
  const payload = (url: string, more = {}) => ({
    payload: {
      viewport: '800x600',
      allowedHostnames: [],
      failOnWaitForTimeout: true,
      outgoingRequestHeaders: [{ name: 'x-secret', value: 'open sesame' }],
      pages: [{ url, title: 'Start', waitForContent: 'open sesame', waitForSelector: 'p' }],
      ...more,
    },
  });

  it('are captured whole, at their own host, with the headers asked for', async () => {
    const result = await test.server.capture(payload(`http://allowed.localhost:${port}/page`));
    expect(result.snapshots[0]).toMatchObject({ component: 'Start', variant: 'default' });
    const picture = pictureOf(test.server, result, 'default');
    expect(picture.size).toBe('800x600');
    expect(picture.at(790, 20)).toBe('#00ff00');
  });

  it('are refused outside the public internet, and where they are no web pages', async () => {
    reached.length = 0;
    const refused = await test.server.partly(payload(`http://127.0.0.1:${port}/page`));
    expect(refused.failed?.[0]?.message).toContain('"Start, default" was not captured');
    expect(refused.failed?.[0]?.message).toContain('TWINLENS_ALLOWED_PRIVATE_HOSTS');
    const file = await test.server.failure(payload('file:///etc/passwd'));
    expect(file.message).toContain('only http and https');
    expect(reached).toEqual([]);
  });
});

describe('addresses', () => {
  it.each([
    ['8.8.8.8', true],
    ['2606:4700::1111', true],
    ['127.0.0.1', false],
    ['127.1.2.3', false],
    ['0.0.0.0', false],
    ['10.1.1.1', false],
    ['100.64.0.1', false],
    ['169.254.169.254', false],
    ['172.31.255.255', false],
    ['192.168.1.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::', false],
    ['::1', false],
    ['::ffff:8.8.8.8', true],
    ['192.0.2.10', false],
    ['::ffff:127.0.0.1', false],
    ['64:ff9b::7f00:1', false],
    ['fe80::1', false],
    ['fc00::1', false],
    ['fd12::1', false],
    ['ff02::1', false],
    ['2002:7f00:1::', false],
    ['2001::1', false],
    ['not an address', false],
  ])('%s is public: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });

  it('are those that were checked', async () => {
    const policy = { allowedPrivateHosts: [], allowedHostnames: undefined };
    expect(await resolveDestination(policy, '8.8.8.8', 443)).toBe('8.8.8.8');
    await expect(resolveDestination(policy, '[::1]', 80)).rejects.toThrow('not on the public');
    const opened = { ...policy, allowedPrivateHosts: ['[::1]:80', '127.0.0.1'] };
    expect(await resolveDestination(opened, '[::1]', 80)).toBe('::1');
    await expect(resolveDestination(opened, '[::1]', 81)).rejects.toThrow('not on the public');
    expect(await resolveDestination(opened, '127.0.0.1', 81)).toBe('127.0.0.1');
  });
});
