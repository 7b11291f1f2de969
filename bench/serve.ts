/**
 * Pictures through the edge, the load balancer with its cache of pictures, beside plain nginx that sends
 * the same files and beside our server alone: how many a second, and what each costs.
 * Run, as root: `npm run bench:serve -- [--quick] [--json]` (HAProxy, nginx, wrk, openssl)
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  eventually,
  freePort,
  missingPrograms,
  startEdgeHere,
  startTwinlens,
} from '@twinlens/testing';
import { median } from './capture/median.ts';
import { cpuOf } from './process-tree.ts';
import { uploadPictures } from './serve/pictures.ts';
import {
  ask,
  makeCertificate,
  pin,
  startPlainNginx,
  writeManyAddresses,
} from './serve/programs.ts';

const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' } },
});
const missing = missingPrograms({
  haproxy: 'haproxy',
  nginx: 'nginx-light',
  wrk: 'wrk',
  openssl: 'openssl',
  taskset: 'util-linux',
});
if (missing.length > 0) {
  process.stderr.write(`install: apt-get install ${missing.join(' ')}\n`);
  process.exit(2);
}
const quick = values.quick ?? false;
const rounds = quick ? 1 : 3;
const seconds = quick ? 1 : 2;
/** Kilobytes, about. */
const sizes = quick ? [30] : [4, 30, 200, 1000];
/** More of 30 KB than the proxy keeps in memory, so that each comes from the disk cache. */
const manyAddresses = 4_000;

/** What is asked for: one picture again and again, or many in turn. */
interface Kind {
  name: string;
  path: string;
  script: string | null;
}

interface Way {
  name: string;
  url: (path: string) => string;
  /** Whose processor time is counted. */
  pids: number[];
}

interface Measured {
  way: string;
  kind: string;
  perSecond: number;
  cpuMicros: number;
  p50: number;
  p99: number;
}

const folder = await mkdtemp(join(tmpdir(), 'tl-serve-'));
const certificate = await makeCertificate(folder);
const twinlens = await startTwinlens();
const edge = await startEdgeHere({
  without: [],
  ready: '/health/ready',
  environment: () => ({}),
  heartbeatSeconds: 600,
});
const stops: (() => unknown)[] = [() => edge.stop(), () => twinlens.stop()];
let failed = 0;
const all: Measured[] = [];
let kinds: Kind[] = [];
try {
  const pictures = await uploadPictures(twinlens, sizes);
  for (const { path, bytes } of pictures) {
    const file = join(folder, 'files', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
  const ports = { http: await freePort(), https: await freePort() };
  const nginx = await startPlainNginx({ folder, files: join(folder, 'files'), ports, certificate });
  stops.push(() => nginx.kill());

  const secure = await freePort();
  const { hostname, port } = new URL(twinlens.url);
  const applied = await edge.apply({
    listen: [
      { address: '127.0.0.1', port: edge.port },
      { address: '127.0.0.1', port: secure, certificate },
    ],
    backends: [
      {
        name: 'app',
        ready: '/health/ready',
        servers: [{ name: 'a', address: hostname, port: Number(port) }],
      },
    ],
    cache: {
      backend: 'app',
      address: '127.0.0.1',
      port: await freePort(),
      nginx: { folder: join(folder, 'kept'), megabytes: 500, originPort: await freePort() },
    },
  });
  if (applied.code !== 0) throw new Error(applied.output);
  await eventually('the cache is used', async () => {
    const answer = await fetch(`http://127.0.0.1:${edge.port}${pictures[0]?.path}`);
    await answer.arrayBuffer();
    return answer.headers.get('x-twinlens-cache') !== null;
  });
  const cache = JSON.parse(await readFile(join(edge.state, 'cache/process.json'), 'utf8')) as {
    pid: number;
  };
  stops.unshift(() => process.kill(-cache.pid));
  const server = await twinlens.pidOf('server');
  const edgePids = [await edge.proxyPid(), cache.pid, server];
  const ways: Way[] = [
    {
      name: 'nginx',
      url: (path) => `http://127.0.0.1:${ports.http}${path}`,
      pids: [nginx.pid ?? 0],
    },
    { name: 'edge', url: (path) => `http://127.0.0.1:${edge.port}${path}`, pids: edgePids },
    { name: 'server', url: (path) => `${twinlens.url}${path}`, pids: [server] },
    {
      name: 'nginx, TLS',
      url: (path) => `https://127.0.0.1:${ports.https}${path}`,
      pids: [nginx.pid ?? 0],
    },
    { name: 'edge, TLS', url: (path) => `https://127.0.0.1:${secure}${path}`, pids: edgePids },
  ];
  for (const pid of new Set(ways.flatMap(({ pids }) => pids))) await pin(pid);

  const many = await writeManyAddresses(folder, manyAddresses);
  kinds = pictures.flatMap(({ path, bytes, size }) => {
    const kilobytes = `${(bytes.length / 1000).toFixed(0)} KB`;
    return [
      { name: kilobytes, path, script: null },
      ...(size === 30 && !quick
        ? [{ name: `${kilobytes}, ${manyAddresses} of them`, path, script: many }]
        : []),
    ];
  });
  for (let round = 0; round < rounds; round++) {
    for (const { name: kind, path, script } of kinds) {
      for (const { name, url, pids } of ways) {
        const used = async () =>
          (await Promise.all(pids.map(cpuOf))).reduce((sum, one) => sum + one, 0);
        if (round === 0) await ask(url(path), script === null ? 1 : 8, script);
        const before = await used();
        const asked = await ask(url(path), seconds, script);
        const cpuMicros = (((await used()) - before) * 1000) / (asked.perSecond * seconds);
        failed += asked.failed;
        all.push({ way: name, kind, cpuMicros, ...asked });
      }
    }
  }
} finally {
  for (const stop of stops) await stop();
  await rm(folder, { recursive: true, force: true });
}

const rows = (way: string, kind: string) =>
  all.filter((one) => one.way === way && one.kind === kind);
const ratio = (one: string, other: string, kind: string, of: (row: Measured) => number) => {
  const others = rows(other, kind);
  return median(rows(one, kind).map((row, index) => of(row) / of(others[index] ?? row)));
};
const result = kinds.map(({ name: kind }) => ({
  kind,
  ways: ['nginx', 'edge', 'server', 'nginx, TLS', 'edge, TLS'].map((way) => {
    const of = (field: 'perSecond' | 'cpuMicros' | 'p50' | 'p99') =>
      median(rows(way, kind).map((row) => row[field]));
    return {
      way,
      perSecond: of('perSecond'),
      cpuMicros: of('cpuMicros'),
      p50: of('p50'),
      p99: of('p99'),
    };
  }),
  edgeToNginx: ratio('edge', 'nginx', kind, ({ perSecond }) => perSecond),
  edgeToNginxTls: ratio('edge, TLS', 'nginx, TLS', kind, ({ perSecond }) => perSecond),
  edgeToServer: ratio('edge', 'server', kind, ({ perSecond }) => perSecond),
}));
for (const { kind, ways, edgeToNginx, edgeToNginxTls, edgeToServer } of result) {
  console.log(`pictures of ${kind}`);
  for (const { way, perSecond, cpuMicros, p50, p99 } of ways) {
    console.log(
      `  ${way.padEnd(12)}${perSecond.toFixed(0).padStart(7)} a second, ${cpuMicros.toFixed(0).padStart(6)} us each, half within ${p50.toFixed(1)} ms, 99 % within ${p99.toFixed(1)} ms`,
    );
  }
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
  console.log(
    `  edge to nginx ${percent(edgeToNginx)}, with TLS ${percent(edgeToNginxTls)}; edge to the server alone ${edgeToServer.toFixed(1)} x`,
  );
}
console.log(`${failed} requests failed`);
if (values.json) console.log(JSON.stringify({ pictures: result, failed }));
process.exit(failed === 0 ? 0 : 1);
