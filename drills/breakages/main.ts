/**
 * The cluster of the drill of 7 June 2021, broken in one way after the other, and watched by the real status
 * program on a machine of its own: what its page says, what waiting commits are told, and that all of it is
 * over once it is mended.
 * Run, as root: `npm run drill:breakages -- [--only <name>,<name>] [--write]`
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isInstalled, missingRequirements } from '@twinlens/testing';
import { setUp, space, tearDown } from '../network.ts';

parseArgs({ options: { only: { type: 'string' }, write: { type: 'boolean' } } });
const missing = [
  ...missingRequirements(),
  ...(isInstalled('openssl') ? [] : ['install: apt-get install openssl']),
];
if (missing.length > 0) {
  process.stderr.write(`the drill cannot be held here:\n  ${missing.join('\n  ')}\n`);
  process.exit(2);
}
// All that is kept by whoever is on that network; it goes with them.
const folder = mkdtempSync(join(tmpdir(), 'tl-breakages-'));
chmodSync(folder, 0o755);
process.on('exit', () => {
  tearDown();
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
setUp();
// Whoever reads the page and makes commits is on that network, too.
const inside = new URL('inside.ts', import.meta.url).pathname;
const command = ['netns', 'exec', space('ci'), process.execPath, inside, ...process.argv.slice(2)];
const env = { ...process.env, TMPDIR: folder };
const child = spawn('ip', command, { stdio: 'inherit', env });
const [code] = (await once(child, 'exit')) as [number | null];
process.exit(code ?? 1);
