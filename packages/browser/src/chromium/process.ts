import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { chromiumFlags, type Purpose } from './flags.ts';
import { canShareMemory } from './shared-memory.ts';
import { unpackChromium } from './unpack.ts';

export interface ChromiumProcess {
  pid: number;
  toBrowser: Writable;
  fromBrowser: Readable;
  /** The last of what it wrote to stderr, to explain an early end. */
  lastWords(): string;
  /** Kills it, if it still runs, and removes its profile. */
  end(): Promise<void>;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Profiles of programs that were killed. The age guards those of programs this one cannot see. */
async function removeAbandonedProfiles(cache: string): Promise<void> {
  const hour = 3_600_000;
  for (const name of await readdir(cache)) {
    const owner = /^profile-(\d+)-/.exec(name)?.[1];
    if (owner === undefined || isRunning(Number(owner))) continue;
    const path = join(cache, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > hour) await rm(path, { recursive: true, force: true });
  }
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/**
 * Starts the bundled Chromium. It ends by itself when this program ends, however that happens: the
 * kernel closes the pipe, and Chromium does not outlive it.
 * @param cache Folder for the unpacked browser and the profile.
 */
export async function startChromium(cache: string, purpose: Purpose): Promise<ChromiumProcess> {
  const files = await unpackChromium(cache);
  await removeAbandonedProfiles(cache);
  const profile = join(cache, `profile-${process.pid}-${randomUUID()}`);
  await mkdir(profile, { mode: 0o700 });
  const child = spawn(files.executable, chromiumFlags(profile, purpose, await canShareMemory()), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    // A group of its own, so that its helpers are killed with it.
    detached: true,
    // Nothing of the worker's own environment: its token must not be readable from the browser.
    env: {
      HOME: profile,
      TMPDIR: profile,
      TZ: 'UTC',
      LANG: 'en_US.UTF-8',
      LD_LIBRARY_PATH: files.libraries,
      FONTCONFIG_FILE: files.fontConfig,
    },
  });
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-4000);
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const started = await new Promise<Error | undefined>((resolve) => {
    child.once('spawn', () => resolve(undefined));
    child.once('error', resolve);
  });
  if (started || child.pid === undefined) {
    await rm(profile, { recursive: true, force: true });
    throw new Error(`could not start ${files.executable}`, { cause: started });
  }
  const { pid } = child;
  const [, , , toBrowser, fromBrowser] = child.stdio;
  return {
    pid,
    toBrowser: toBrowser as Writable,
    fromBrowser: fromBrowser as Readable,
    lastWords: () => words.trim(),
    async end() {
      if (!hasExited(child)) process.kill(-pid, 'SIGKILL');
      await exited;
      // Helper processes may write for a moment after the main one has gone.
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}
