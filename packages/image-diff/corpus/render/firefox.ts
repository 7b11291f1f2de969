/** An installed Firefox ESR, driven by WebDriver BiDi, the standard of W3C. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { unpackChromium } from '@twinlens/browser';
import { decodePng } from '../../src/index.ts';
import { style } from './edits.ts';
import { fontConfigWith } from './font-config.ts';
import { measureExpression, type Rectangle } from './measure.ts';
import { type Renderer, windowHeight } from './renderer.ts';

const program = 'firefox-esr';

/** Its version, such as `140.12.0esr`; undefined where it is not installed. */
export function installedFirefox(): string | undefined {
  try {
    const said = execFileSync(program, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /[\d.]+\w*/.exec(said)?.[0];
  } catch {
    return undefined;
  }
}

/** Where it listens, which it prints on a port it chooses itself. */
function addressOf(firefox: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    firefox.stderr?.on('data', (data) => {
      said += data;
      const address = /listening on (ws:\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    firefox.on('exit', () => reject(new Error(`Firefox ended while starting: ${said}`)));
  });
}

interface Answer {
  id?: number;
  type: string;
  message?: string;
  result: Record<string, unknown>;
}

class BiDi {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const answer = JSON.parse(String(data)) as Answer;
      if (answer.id !== undefined) this.#waiting.get(answer.id)?.(answer);
    });
  }

  static async connect(address: string): Promise<BiDi> {
    const socket = new WebSocket(`${address}/session`);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    return new BiDi(socket);
  }

  send(method: string, params: object): Promise<Record<string, unknown>> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, (answer) => {
        this.#waiting.delete(id);
        if (answer.type === 'error') reject(new Error(`${method}: ${answer.message}`));
        else resolve(answer.result);
      });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }
}

/** @param options.hinting whether glyphs are fitted to the pixels, which fontconfig decides */
export async function openFirefox(
  version: string,
  options: { hinting: boolean },
): Promise<Renderer> {
  const files = await unpackChromium(join(tmpdir(), `twinlens-${userInfo().username}`));
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-corpus-'));
  const fontConfig = join(folder, 'fonts.conf');
  const hintstyle = options.hinting ? 'hintfull' : 'hintnone';
  await writeFile(fontConfig, await fontConfigWith(files.fontConfig, { hintstyle }));
  const firefox = spawn(
    program,
    ['--headless', '--no-remote', '--profile', folder, '--remote-debugging-port', '0'],
    {
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        FONTCONFIG_FILE: fontConfig,
        // Its sandbox lets pages read fonts of the system only.
        MOZ_DISABLE_CONTENT_SANDBOX: '1',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const bidi = await BiDi.connect(await addressOf(firefox));
  await bidi.send('session.new', { capabilities: {} });

  async function evaluate(context: unknown, expression: string): Promise<unknown> {
    const answer = await bidi.send('script.evaluate', {
      expression,
      target: { context },
      awaitPromise: true,
    });
    if (answer.type === 'exception') throw new Error(JSON.stringify(answer.exceptionDetails));
    return (answer.result as { value?: unknown }).value;
  }

  return {
    name: `firefox ${version}`,
    async render({ html, width, height }, edits, places) {
      // A tab of its own: one that goes to the address it is at may load it while it is edited.
      const { context } = await bidi.send('browsingContext.create', { type: 'tab' });
      const viewport = { width, height: height ?? windowHeight };
      await bidi.send('browsingContext.setViewport', { context, viewport, devicePixelRatio: 1 });
      const url = `data:text/html;charset=utf-8;base64,${Buffer.from(html).toString('base64')}`;
      await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' });
      // A document longer than its window would be narrower by the scroll bar.
      await evaluate(context, `${style('html{scrollbar-width:none}')}; undefined`);
      for (const edit of edits) await evaluate(context, `${edit}; undefined`);
      await evaluate(context, 'document.fonts.ready.then(() => undefined)');
      const measured = await evaluate(context, measureExpression(places));
      const { data } = await bidi.send('browsingContext.captureScreenshot', {
        context,
        origin: height === undefined ? 'document' : 'viewport',
      });
      await bidi.send('browsingContext.close', { context });
      return {
        picture: decodePng(Buffer.from(String(data), 'base64')),
        places: JSON.parse(String(measured)) as Rectangle[],
      };
    },
    async close() {
      const ended = new Promise((resolve) => firefox.once('exit', resolve));
      await bidi.send('browser.close', {});
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
