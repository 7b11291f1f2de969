/**
 * Snapshots per second of the example component library, through a worker as it ships.
 * Run: `npm run bench:example -- [package.zip] [--quick] [--json]`; without a package the library is
 * built first. One package at a time shows how long a person waits, several what a machine can do.
 */
import { execFileSync, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { zstdCompressSync } from 'node:zlib';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' } },
});
const root = fileURLToPath(new URL('..', import.meta.url));

async function buildLibrary(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-bench-'));
  try {
    const built = join(folder, 'storybook');
    const cwd = join(root, 'examples', 'component-library');
    // npm knows whose folder it was installed to.
    const storybook = ['exec', '--offline', '--', 'storybook', 'build'];
    const options = ['--quiet', '--disable-telemetry', '-o', built];
    // What it prints is no result of this program.
    execFileSync('npm', [...storybook, ...options], {
      cwd,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const archive = join(folder, 'package.tar');
    execFileSync('tar', ['-cf', archive, '-C', built, ...(await readdir(built))]);
    return zstdCompressSync(await readFile(archive));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const library = positionals[0] ? await readFile(positionals[0]) : await buildLibrary();
const payload = {
  viewport: '1024x768',
  freezeAnimations: 'last-frame',
  prefersReducedMotion: true,
  staticPackage: 'bench.zip',
};

interface Outcome {
  snapshots?: unknown[];
  message?: string;
}

interface Capture {
  token: string;
  done: PromiseWithResolvers<Outcome>;
}

const queue: Capture[] = [];
const taken = new Map<string, Capture>();
let offered = Promise.withResolvers<void>();

async function take(): Promise<object> {
  for (;;) {
    const capture = queue.shift();
    if (!capture) {
      await offered.promise;
      continue;
    }
    taken.set(capture.token, capture);
    return {
      token: capture.token,
      snapRequestId: 1,
      attempt: 1,
      type: 'browser-chrome',
      targetName: 'chrome',
      expiresInMs: 60_000,
      packageBytes: library.length,
    };
  }
}

/** The least a worker needs of a server; pictures are asked for and thrown away. */
async function answer(path: string, body: Buffer): Promise<object | Buffer | undefined> {
  const [, token = '', step = ''] = /^\/api\/worker\/leases(?:\/([^/]+)\/(\w+))?/.exec(path) ?? [];
  const json = (): unknown => JSON.parse(body.toString('utf8'));
  if (step === '') return take();
  if (step === 'payload') return payload;
  if (step === 'package') return library;
  if (step === 'heartbeat') return { expiresInMs: 60_000 };
  if (path.endsWith('/missing')) return { missing: (json() as { hashes: string[] }).hashes };
  if (step === 'result' || step === 'failure') taken.get(token)?.done.resolve(json() as Outcome);
  return undefined;
}

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const content = await answer(request.url ?? '', Buffer.concat(chunks));
  if (Buffer.isBuffer(content)) {
    response.end(content);
  } else if (content) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(content));
  } else {
    response.writeHead(204).end();
  }
}).listen(0, '127.0.0.1');
await once(server, 'listening');

const worker = fork(join(root, 'apps', 'worker', 'src', 'main.ts'), {
  env: {
    PATH: process.env.PATH,
    TWINLENS_SERVER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    TWINLENS_WORKER_TOKEN: 'bench',
  },
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
});
await once(worker, 'message');

/** Has the package captured this many times at once; answers how many snapshots came. */
async function capture(packages: number): Promise<number> {
  const captures = Array.from({ length: packages }, () => ({
    token: randomUUID(),
    done: Promise.withResolvers<Outcome>(),
  }));
  queue.push(...captures);
  offered.resolve();
  offered = Promise.withResolvers<void>();
  let count = 0;
  for (const { snapshots, message } of await Promise.all(
    captures.map(({ done }) => done.promise),
  )) {
    if (!snapshots) throw new Error(`the capture failed: ${message}`);
    count += snapshots.length;
  }
  return count;
}

const rounds = values.quick ? 1 : 5;
const slots = availableParallelism() * 2;
const perSecond: Record<string, number> = {};
await capture(slots);
for (const packages of [1, slots]) {
  let snapshots = 0;
  const started = performance.now();
  for (let round = 0; round < rounds; round += 1) snapshots += await capture(packages);
  const seconds = (performance.now() - started) / 1000;
  perSecond[packages] = Math.round((snapshots / seconds) * 10) / 10;
}
worker.kill('SIGTERM');
await once(worker, 'exit');
server.closeAllConnections();
server.close();

if (values.json) {
  console.log(JSON.stringify({ snapshotsPerSecond: perSecond, rounds }));
} else {
  for (const [packages, rate] of Object.entries(perSecond)) {
    console.log(`${packages} package(s) at once: ${rate} snapshots per second`);
  }
}
