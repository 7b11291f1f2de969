import type { Readable, Writable } from 'node:stream';
import { makeProfile, removeProfile } from '../program/profile.ts';
import { type Program, startProgram } from '../program/start-program.ts';
import { chromiumFlags, type Purpose } from './flags.ts';
import { canShareMemory } from './shared-memory.ts';
import { unpackChromium } from './unpack.ts';

export interface ChromiumProcess extends Pick<Program, 'lastWords'> {
  profile: string;
  toBrowser: Writable;
  fromBrowser: Readable;
  /** Kills it, if it still runs, and removes its profile. */
  end(): Promise<void>;
}

/**
 * Starts the bundled Chromium. It ends by itself when this program ends, however that happens: the
 * kernel closes the pipe, and Chromium does not outlive it.
 * @param cache Folder for the unpacked browser and the profile.
 */
export async function startChromium(cache: string, purpose: Purpose): Promise<ChromiumProcess> {
  const files = await unpackChromium(cache);
  const profile = await makeProfile(cache);
  const flags = chromiumFlags(profile, purpose, await canShareMemory());
  const program = await startProgram(files.executable, flags, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    // Nothing of the worker's own environment: its token must not be readable from the browser.
    env: {
      HOME: profile,
      TMPDIR: profile,
      TZ: 'UTC',
      LANG: 'en_US.UTF-8',
      LD_LIBRARY_PATH: files.libraries,
      FONTCONFIG_FILE: files.fontConfig,
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
