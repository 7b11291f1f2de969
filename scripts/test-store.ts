/**
 * The suites of what is stored, on Ceph's object gateway: `npm run test:store`. On Debian it comes with
 * `apt-get install --no-install-recommends radosgw ceph-mon ceph-osd`.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { startCeph } from '@twinlens/testing/objects';

/** Those that look at files of the store themselves are not among them. */
const suites = [
  'packages/visual-tests/test/store',
  ...[
    'accessibility',
    'animated-images',
    'backup',
    'capture-cache',
    'captured-twice',
    'cluster',
    'images',
    'recorded-documents',
    'shown-images',
    'snapshot-captures',
    'tolerances',
  ].map((name) => `apps/server/test/${name}.test.ts`),
];

const isInstalled = (program: string) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

const missing = ['ceph-mon', 'ceph-osd', 'radosgw'].filter((program) => !isInstalled(program));
if (missing.length > 0) {
  process.stderr.write(
    `These programs are missing: ${missing.join(', ')}. On Debian:\n  apt-get install --no-install-recommends radosgw ceph-mon ceph-osd\n`,
  );
  process.exit(1);
}

const ceph = await startCeph();
try {
  const { status } = spawnSync('npx', ['vitest', 'run', ...suites, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, TWINLENS_TEST_CEPH: ceph.endpoint },
  });
  process.exitCode = status ?? 1;
} finally {
  await ceph.stop();
}
