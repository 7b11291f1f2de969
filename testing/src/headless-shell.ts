import { chmod, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { unpackChromium } from '@twinlens/browser';

/**
 * A headless shell as an operator might install one beside the bundled one: a script that starts it.
 * @returns its path, in the folder
 */
export async function writeHeadlessShell(folder: string): Promise<string> {
  const files = await unpackChromium(join(tmpdir(), `twinlens-${userInfo().username}`));
  const path = join(folder, 'headless-shell');
  const script = `#!/bin/sh\nLD_LIBRARY_PATH='${files.libraries}' exec '${files.executable}' "$@"\n`;
  await writeFile(path, script);
  await chmod(path, 0o755);
  return path;
}
