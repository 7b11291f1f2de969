/** reg-cli compares the folders itself and writes its report. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { anyPicture, type MakeReport, type OpenPeer } from './open-peer.ts';

const command = `${import.meta.dirname}/node_modules/reg-cli/dist/cli.js`;

export async function makeRegReport({ folder, origin, size }: MakeReport): Promise<OpenPeer> {
  const args = ['after', 'before', 'diff', '-R', 'reg.html', '-J', 'reg.json', '--ignoreChange'];
  await promisify(execFile)(process.execPath, [command, ...args], {
    cwd: folder,
    maxBuffer: 1 << 28,
  });
  return { name: 'reg-cli', size, input: { url: `${origin}/reg.html`, isThere: anyPicture } };
}
