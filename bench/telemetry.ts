/**
 * What figures and traces cost the server: processor time of a call, with neither, with figures, and with both. Processor
 * time, as the rate says more about what else runs on the machine.
 * Run: `npx node bench/telemetry.ts [calls]`; `--against <apps/server/src/main.ts of another checkout>` puts that beside it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { call, operations, type ServerReady } from '@twinlens/contract';

const { values, positionals } = parseArgs({
  options: { against: { type: 'string' } },
  allowPositionals: true,
});
const calls = Number(positionals[0] ?? '3000');
const rounds = 3;
const atOnce = 4;

let collected = 0;
const collector = createServer(async (request, response) => {
  for await (const part of request) collected += (part as Buffer).length;
  response.setHeader('content-type', 'application/json').end('{}');
});
collector.listen(0, '127.0.0.1');
await once(collector, 'listening');
const { port } = collector.address() as AddressInfo;

const own = resolve(import.meta.dirname, '../apps/server/src/main.ts');
const figures = { TWINLENS_METRICS_PORT: '0' };
const traces = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
const kinds: { name: string; program: string; env: Record<string, string> }[] = [
  ...(values.against ? [{ name: 'the other', program: resolve(values.against), env: {} }] : []),
  { name: 'neither', program: own, env: {} },
  { name: 'figures', program: own, env: figures },
  { name: 'figures and traces', program: own, env: { ...figures, ...traces } },
];

/** Of a process, in milliseconds: Linux counts in hundredths of a second. */
async function processorMs({ pid }: ChildProcess): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Processor time of a call, in milliseconds, and resident memory after all of them, in megabytes. */
async function measure({ program, env }: (typeof kinds)[number]) {
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-bench-'));
  const child = spawn(process.execPath, [program], {
    env: {
      TWINLENS_DATA: folder,
      TWINLENS_PORT: '0',
      TWINLENS_WORKER_TOKEN: 'x'.repeat(32),
      TWINLENS_LOG_LEVEL: 'error',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [ready] = (await once(child, 'message')) as [ServerReady];
  const basic = Buffer.from(`${ready.apiKey}:${ready.apiSecret}`).toString('base64');
  const client = { origin: ready.url, headers: { authorization: `Basic ${basic}` } };
  const send = async (count: number) => {
    for (let done = 0; done < count; done += atOnce) {
      const some = Array.from({ length: atOnce }, (_, index) => `bench ${(done + index) % 50}`);
      await Promise.all(
        some.map((sha2) =>
          call(client, operations.startJob, { params: { sha1: 'base', sha2 }, body: {} }),
        ),
      );
    }
  };
  await send(500);
  const before = await processorMs(child);
  await send(calls);
  const ms = ((await processorMs(child)) - before) / calls;
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  const megabytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  child.kill('SIGTERM');
  await once(child, 'exit');
  await rm(folder, { recursive: true });
  return { ms, megabytes };
}

const found = new Map(kinds.map(({ name }) => [name, [] as { ms: number; megabytes: number }[]]));
for (let round = 0; round < rounds; round += 1) {
  for (const kind of kinds) found.get(kind.name)?.push(await measure(kind));
}
collector.close();
const median = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
process.stdout.write(`${calls} calls of startJob, medians of ${rounds} rounds\n`);
for (const [name, all] of found) {
  const ms = median(all.map((one) => one.ms)).toFixed(3);
  const megabytes = median(all.map((one) => one.megabytes)).toFixed(0);
  process.stdout.write(`${name.padEnd(20)} ${ms} ms of a processor, ${megabytes} MB resident\n`);
}
process.stdout.write(`${(collected / 1e6).toFixed(1)} MB of traces were collected\n`);
