import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BidiConnection } from '../bidi/connection.ts';
import { BrowserGoneError } from '../page.ts';
import { makeProfile, removeProfile } from '../program/profile.ts';
import { type Program, startedInTime, startGuardedProgram } from '../program/start-program.ts';
import { type ProcessAppearance, preferencesFile } from './preferences.ts';

/** Longest time it may take to start, on a machine with much else to do. Milliseconds. */
const startMs = 60_000;

export interface FirefoxProcess {
  connection: BidiConnection;
  /** Of its processes. */
  group: number;
  profile: string;
  /** Kills it, if it still runs, and removes its profile. */
  end(): Promise<void>;
}

export interface FirefoxFiles {
  executable: string;
  /** After those that it is driven by. */
  args: readonly string[];
  /** PATH of the process: on some systems the executable is a script. */
  path: string;
  /** Folder for profiles. */
  cache: string;
  /** A fontconfig file that knows the bundled fonts and no others. */
  fontConfig: string;
}

/** Where it listens, which it says on stderr: on a port it chooses itself. */
function addressOf({ child }: Program): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    child.stderr?.on('data', (text: string) => {
      said += text;
      const address = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
}

async function connect(program: Program): Promise<BidiConnection> {
  const connection = await BidiConnection.open(`${await addressOf(program)}/session`);
  // Dialogs are ours to answer, which also tells of them.
  const alwaysMatch = { unhandledPromptBehavior: { default: 'ignore' } };
  await connection.send('session.new', { capabilities: { alwaysMatch } });
  return connection;
}

/** Starts an installed Firefox, without a window. @throws BrowserStartError */
export async function startFirefox(
  { executable, args: more, path, cache, fontConfig }: FirefoxFiles,
  appearance: ProcessAppearance,
): Promise<FirefoxProcess> {
  const profile = await makeProfile(cache);
  await writeFile(join(profile, 'user.js'), preferencesFile(appearance, dirname(fontConfig)));
  const driven = [
    '--headless',
    '--no-remote',
    '--profile',
    profile,
    '--remote-debugging-port',
    '0',
  ];
  const args = [...driven, ...more];
  let program: Program | undefined;
  const end = async (): Promise<void> => {
    await program?.end();
    await removeProfile(profile);
  };
  try {
    // Nothing of the worker's own environment: its token must not be readable from the browser.
    program = await startGuardedProgram(executable, args, {
      PATH: path,
      HOME: profile,
      TMPDIR: profile,
      TZ: 'UTC',
      LANG: 'C.UTF-8',
      FONTCONFIG_FILE: fontConfig,
      MOZ_CRASHREPORTER_DISABLE: '1',
    });
    const connection = await startedInTime('Firefox', program, startMs, connect(program));
    return {
      connection,
      group: program.pid,
      profile,
      async end() {
        connection.close(new BrowserGoneError('the browser was closed'));
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
