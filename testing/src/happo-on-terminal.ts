/** The stock client as a person starts it: on a terminal, without a key, with a browser to open. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { eventually } from './eventually.ts';
import { client, clientEnvironment } from './happo.ts';

export interface HappoOnTerminal {
  /** Everything on the screen so far. */
  screen(): string;
  /** Presses Enter once the client asks for it, and answers the address it opens in the browser. */
  openBrowser(): Promise<string>;
  ended: Promise<number | null>;
  stop(): void;
}

/** @param options.url where to send to; the configuration in `cwd` reads TWINLENS_URL */
export async function startHappoOnTerminal(options: {
  cwd: string;
  url: string;
  args: string[];
}): Promise<HappoOnTerminal> {
  const { cwd, url, args } = options;
  const opened = join(cwd, 'opened-in-the-browser');
  const browser = join(cwd, 'xdg-open');
  await writeFile(browser, `#!/bin/sh\nprintf %s "$1" > '${opened}'\n`);
  await chmod(browser, 0o755);
  const env = clientEnvironment(cwd, { url, apiKey: '', apiSecret: '' });
  const command = [process.execPath, client, ...args].map((word) => `'${word}'`).join(' ');
  // A pseudo-terminal: the client asks nobody who sits in front of a pipe.
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd,
    env: { ...env, PATH: [cwd, env.PATH].join(delimiter) },
  });
  let screen = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
  });
  return {
    screen: () => screen,
    async openBrowser() {
      await eventually('the question', async () => screen.includes('Press <Enter>'));
      child.stdin.write('\r');
      return eventually('a browser', async () => (await readFile(opened, 'utf8')) || null);
    },
    ended: once(child, 'close').then(([code]) => code as number | null),
    stop: () => void child.kill(),
  };
}
