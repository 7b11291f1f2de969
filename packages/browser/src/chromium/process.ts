import type { Readable, Writable } from 'node:stream';
import type { OwnProgram } from '../program/own-program.ts';
import { makeProfile, removeProfile } from '../program/profile.ts';
import { type Program, startProgram } from '../program/start-program.ts';
import { chromiumFlags, type Purpose } from './flags.ts';
import { canShareMemory } from './shared-memory.ts';
import { unpackBundledFonts, unpackChromium } from './unpack.ts';

export interface ChromiumProcess extends Pick<Program, 'lastWords'> {
  profile: string;
  toBrowser: Writable;
  fromBrowser: Readable;
  /** Kills it, if it still runs, and removes its profile. */
  end(): Promise<void>;
}

export interface ChromiumOptions {
  /** Folder for the unpacked browser and the profile. */
  cache: string;
  /** PATH of the process where it is not the bundled one. */
  path?: string;
  /** In place of the bundled one: a headless shell, as only those let us issue frames. */
  program?: OwnProgram;
}

interface Executable {
  executable: string;
  args: readonly string[];
  env: Record<string, string>;
}

async function executableOf({ cache, path, program }: ChromiumOptions): Promise<Executable> {
  if (!program) {
    const { executable, libraries, fontConfig } = await unpackChromium(cache);
    const env = { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fontConfig };
    return { executable, args: [], env };
  }
  // The libraries that the bundled one brings are no others' business.
  const env = { PATH: path ?? '', FONTCONFIG_FILE: await unpackBundledFonts(cache) };
  return { executable: program.executable, args: program.arguments, env };
}

/**
 * Starts a Chromium. It ends by itself when this program ends, however that happens: the kernel closes
 * the pipe, and Chromium does not outlive it.
 */
export async function startChromium(
  options: ChromiumOptions,
  purpose: Purpose,
): Promise<ChromiumProcess> {
  const { executable, args, env } = await executableOf(options);
  const profile = await makeProfile(options.cache);
  const flags = chromiumFlags(profile, purpose, await canShareMemory());
  const program = await startProgram(executable, [...flags, ...args], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    // Nothing of the worker's own environment: its token must not be readable from the browser.
    env: {
      HOME: profile,
      TMPDIR: profile,
      TZ: 'UTC',
      LANG: 'en_US.UTF-8',
      ...env,
    },
  }).catch(async (error: unknown) => {
    await removeProfile(profile);
    throw error;
  });
  const [, , , toBrowser, fromBrowser] = program.child.stdio;
  return {
    profile,
    toBrowser: toBrowser as Writable,
    fromBrowser: fromBrowser as Readable,
    lastWords: program.lastWords,
    async end() {
      await program.end();
      await removeProfile(profile);
    },
  };
}
