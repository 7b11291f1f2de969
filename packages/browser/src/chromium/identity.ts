import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import type { BrowserIdentity } from '../page.ts';
import { rendererDigest } from '../renderer-digest.ts';
import { type ChromiumFiles, unpackChromium } from './unpack.ts';

const run = promisify(execFile);

/** Asks the program, which answers within milliseconds and starts nothing. */
async function versionOf({ executable, libraries }: ChromiumFiles): Promise<string> {
  const { stdout } = await run(executable, ['--version'], {
    env: { LD_LIBRARY_PATH: libraries },
    timeout: 30_000,
  });
  return stdout.trim();
}

/**
 * Which browser {@link launchChromium} would start.
 * @param options.cache Folder where the browser is unpacked once, about 260 MB.
 */
export async function identifyChromium(options: { cache: string }): Promise<BrowserIdentity> {
  const files = await unpackChromium(options.cache);
  const version = await versionOf(files);
  const parts = { version, ...rendererDigest };
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return { version, digest };
}
