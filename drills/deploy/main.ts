/**
 * Rolling deploys under load: 500 requests a second, while nothing happens, while the configuration is
 * loaded again and again, and while new servers take the place of old ones.
 * Run: `npm run drill:deploy -- [--quick] [--json]`
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type EdgeHere, startEdgeHere, startPostgres } from '@twinlens/testing';

const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' } },
});
const quick = values.quick ?? false;
const seconds = quick ? 8 : 60;
const rate = 500;
const release = resolve(import.meta.dirname, '../..');

interface Asked {
  ok: boolean;
  ms: number;
  why?: string;
}

interface Phase {
  name: string;
  requests: number;
  failed: number;
  p50: number;
  p99: number;
}

/** Visitors on kept connections and on new ones; both of them half of all. */
async function measure(name: string, edge: EdgeHere, work: () => Promise<void>): Promise<Phase> {
  const url = `http://127.0.0.1:${edge.port}/health/live`;
  const asking: { child: ChildProcess; lines: string[] }[] = ['keep', 'close'].map((kind) => {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, '../ask.ts'), url, String(rate / 2), kind],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const lines: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(text));
    return { child, lines };
  });
  await Promise.all([delay(seconds * 1000), work()]);
  const asked: Asked[] = [];
  for (const { child, lines } of asking) {
    const ended = once(child, 'close');
    child.kill('SIGTERM');
    await ended;
    for (const line of lines.join('').split('\n')) {
      if (line !== '') asked.push(JSON.parse(line) as Asked);
    }
  }
  const failed = asked.filter(({ ok }) => !ok);
  for (const { why } of failed.slice(0, 5)) process.stderr.write(`${name}: failed: ${why}\n`);
  const times = asked.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { name, requests: asked.length, failed: failed.length, p50: at(0.5), p99: at(0.99) };
}

const postgres = await startPostgres();
const edge = await startEdgeHere({
  without: [],
  ready: '/health/ready',
  environment: (folder, port) => ({
    DATABASE_URL: postgres.url,
    TWINLENS_DATA: join(folder, 'data'),
    TWINLENS_WORKER_TOKEN: 'd'.repeat(40),
    TWINLENS_ORIGIN: `http://127.0.0.1:${port}`,
  }),
  heartbeatSeconds: 600,
});
let phases: Phase[];
let deploys = 0;
try {
  const deploy = async () => {
    const { code, output } = await edge.command('deploy', '--release', release);
    if (code !== 0) throw new Error(output);
  };
  const begun = await edge.apply({});
  if (begun.code !== 0) throw new Error(begun.output);
  await deploy();
  const untilOver = async (pauseMs: number, step: () => Promise<void>) => {
    const end = Date.now() + seconds * 1000;
    while (Date.now() < end) {
      await step();
      await delay(pauseMs);
    }
  };
  phases = [
    await measure('nothing', edge, async () => {}),
    await measure('loaded again', edge, () =>
      untilOver(3_000, async () => {
        await edge.apply({});
      }),
    ),
    await measure('deploys', edge, () =>
      untilOver(2_000, async () => {
        await deploy();
        deploys++;
      }),
    ),
  ];
} finally {
  await edge.stop();
  await postgres.stop();
}

for (const { name, requests, failed, p50, p99 } of phases) {
  console.log(
    `${name.padEnd(14)} ${String(requests).padStart(6)} requests, ${failed} failed, half within ${p50} ms, 99 % within ${p99} ms`,
  );
}
console.log(`${deploys} deploys`);
const [quiet, reloads, rolling] = phases;
const failed = phases.reduce((sum, phase) => sum + phase.failed, 0);
if (values.json) {
  console.log(
    JSON.stringify({
      requests: rolling?.requests,
      failed: rolling?.failed,
      deploys,
      p99: rolling?.p99,
      p99Quiet: quiet?.p99,
      p99Reloads: reloads?.p99,
      p99VsQuiet: (rolling?.p99 ?? 0) / Math.max(1, quiet?.p99 ?? 1),
      phases,
    }),
  );
}
process.exit(failed === 0 ? 0 : 1);
