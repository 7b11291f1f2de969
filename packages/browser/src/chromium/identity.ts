import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { rendererDigest } from '../renderer-digest.ts';
import { type ChromiumFiles, unpackChromium } from './unpack.ts';

/** What is known of the bundled browser without starting it. */
export interface ChromiumIdentity {
  /** Name and version, as a running one gives them: `Chromium 153.0.8010.0`. */
  version: string;
  /** Equal digests draw equal pixels: the browser, the kind of processor, the fonts. */
  digest: string;
}

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
export async function identifyChromium(options: { cache: string }): Promise<ChromiumIdentity> {
  const files = await unpackChromium(options.cache);
  const version = await versionOf(files);
  const parts = { version, ...rendererDigest };
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return { version, digest };
}
