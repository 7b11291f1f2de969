/**
 * `npm run test:alerts`: rules and jobs of `deploy/monitoring`, looked at by Prometheus' own promtool, and alerts tried on
 * figures that are made up (`deploy/monitoring/alerts.test.yaml`).
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const cwd = resolve(import.meta.dirname, '../deploy/monitoring');

for (const args of [
  ['check', 'config', '--lint=all', 'prometheus.yaml'],
  ['check', 'rules', '--lint=all', 'alerts.yaml'],
  ['test', 'rules', 'alerts.test.yaml'],
]) {
  const { status, error } = spawnSync('promtool', args, { cwd, stdio: 'inherit' });
  if (error !== undefined) {
    process.stderr.write('test:alerts needs promtool: apt-get install prometheus\n');
    process.exit(1);
  }
  if (status !== 0) process.exit(status ?? 1);
}
