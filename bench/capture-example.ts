/**
 * Snapshots per second of the example component library, through a worker as it ships.
 * Run: `npm run bench:example -- [package.zip] [--quick] [--json]`; without a package the library is
 * built first. One package at a time shows how long a person waits, several what a machine can do.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { zstdCompressSync } from 'node:zlib';
import { LeaseServer, startWorker } from './lease-server.ts';

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

const server = new LeaseServer();
await server.start();
const worker = await startWorker(server);

/** Has the package captured this many times at once; answers how many snapshots came. */
async function capture(packages: number): Promise<number> {
  const work = { payload, package: library };
  const results = await server.capture(Array.from({ length: packages }, () => work));
  return results.reduce((sum, { snapshots }) => sum + snapshots.length, 0);
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
await worker.stop();
server.stop();

if (values.json) {
  console.log(JSON.stringify({ snapshotsPerSecond: perSecond, rounds }));
} else {
  for (const [packages, rate] of Object.entries(perSecond)) {
    console.log(`${packages} package(s) at once: ${rate} snapshots per second`);
  }
}
