/** The drill itself, on the machine of the CI. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { operations } from '@twinlens/contract';
import { eventually, isInstalled, signIn } from '@twinlens/testing';
import { url } from '../2021-06-07/client-runs.ts';
import { startCluster } from '../2021-06-07/cluster.ts';
import { name, publicAddress, start } from '../network.ts';
import { breakagesFor } from './breakages.ts';
import { makeCertificates } from './certificates.ts';
import type { Forge } from './commits.ts';
import { type Performed, perform } from './perform.ts';
import { tableOf, withTable } from './table.ts';
import { monitoring, settingsFor } from './watched.ts';
import { serviceToken } from './watcher.ts';

const { values } = parseArgs({ options: { only: { type: 'string' }, write: { type: 'boolean' } } });
const page = join(import.meta.dirname, '../../docs/reliability.md');
const cachePort = 4780;
const viewport = '600x400';
const targets = ['chrome', ...(isInstalled('WebKitWebDriver') ? ['safari'] : [])];
const chosen = breakagesFor(targets).filter(
  (one) => values.only === undefined || values.only.split(',').includes(one.name),
);

const here = (file: string) => join(import.meta.dirname, file);
const forgeProgram = start('forge', [process.execPath, here('forge.ts')]);
const forge = await eventually('the forge', async () => {
  const line = /\{.*\}/.exec(forgeProgram.output())?.[0];
  return line === undefined ? null : (JSON.parse(line) as Forge);
});
const pictureCache = start('edge', [
  ...[process.execPath, here('picture-cache.ts'), String(cachePort)],
  ...['4751', '4752', '4753'],
]);
const certificates = makeCertificates(await mkdtemp(join(tmpdir(), 'tl-certificates-')), name);
const cluster = await startCluster({
  without: [],
  targets: Object.fromEntries(targets.map((type) => [type, { type, viewport }])),
  heartbeatSeconds: 4,
  remembering: ['ci', 'workers', 'status'],
  environment: { TWINLENS_STATUS_TOKEN: serviceToken, TWINLENS_PRIVATE_DESTINATIONS: 'allow' },
  change: {
    listen: [
      { address: publicAddress, port: 80 },
      { address: publicAddress, port: 443, certificate: certificates.shown },
    ],
    cache: { backend: 'app', address: '127.0.0.1', port: cachePort },
    monitoring,
  },
});
const { account, read } = await signIn({ url, signInUrl: cluster.signInUrl });
await read(operations.addDestination, {
  params: { account },
  body: {
    kind: 'github',
    settings: { api: forge.api, repository: forge.repository },
    secret: forge.token,
  },
});

const stage = { cluster, certificates, forge: forgeProgram, pictureCache };
const settings = settingsFor(targets, account);
const performed: Performed[] = [];
const problems: string[] = [];
for (const breakage of chosen) {
  try {
    const one = await perform(breakage, stage, { settings, forge });
    performed.push(one);
    problems.push(...one.problems.map((problem) => `${one.name}: ${problem}`));
    process.stderr.write(`${JSON.stringify(one)}\n`);
  } catch (error) {
    // The cluster is left as it is: what comes after would say nothing.
    problems.push(`${breakage.name}: ${error instanceof Error ? error.message : error}`);
    break;
  }
}
const table = tableOf(performed);
console.log(table);
console.log(
  problems.length === 0 ? 'verdict: held' : `verdict: FAILED\n  ${problems.join('\n  ')}`,
);
if (values.write && problems.length === 0) {
  await writeFile(page, withTable(await readFile(page, 'utf8'), table));
  // Laid out as every page of the documents is.
  execFileSync('node_modules/.bin/biome', ['format', '--write', page]);
}
process.exit(problems.length === 0 ? 0 : 1);
