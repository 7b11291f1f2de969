/** The edge's controller. So far it plans: it checks a topology and shows what the proxy would get. */
import { parseArgs } from 'node:util';
import { TwinlensError } from '@twinlens/contract';
import { renderHaproxy } from './render-haproxy.ts';
import { readTopology } from './topology.ts';

const usage = `Usage: edge plan <topology.json>

Checks the topology and prints the HAProxy configuration made from it. Changes nothing.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean' } },
});
const [command, path] = positionals;

if (values.help) {
  process.stdout.write(usage);
} else if (command !== 'plan' || path === undefined) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  try {
    process.stdout.write(renderHaproxy(readTopology(path), 1, '/run/twinlens'));
  } catch (error) {
    if (!(error instanceof TwinlensError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
