/** A window of any engine on trusted pages, driven as a person does it: by what is seen, keys and clicks. */
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import {
  type EngineName,
  engines,
  type Modifier,
  type Page,
  PageScriptError,
} from '@twinlens/browser';

/** What is waited for is there within this, or never comes. Milliseconds; much, for busy machines. */
const patienceMs = 30_000;

/** Between two looks. Milliseconds. */
const lookMs = 20;

function notYet(error: unknown): false {
  if (error instanceof PageScriptError) return false;
  throw error;
}

export interface AnyWindow {
  page: Page;
  /** Console errors, dialogs and requests that failed, as far as the engine tells. */
  problems: string[];
  goTo(url: string): Promise<void>;
  /** Waits until an expression is true in the page. */
  until(expression: string): Promise<void>;
  /** Waits until a text is seen in what a selector finds first. */
  see(text: string, selector?: string): Promise<void>;
  evaluate(expression: string): Promise<unknown>;
  press(key: string, held?: readonly Modifier[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Clicks into the middle of the first element a selector finds that has a text, or a name. */
  click(selector: string, text?: string): Promise<void>;
  /** What is seen now, as PNG. */
  picture(): Promise<Buffer>;
  close(): Promise<void>;
}

const viewport = { width: 1280, height: 844 };

const found = (selector: string, text: string) =>
  `[...document.querySelectorAll(${JSON.stringify(selector)})].find((element) =>
    [element.textContent.trim(), element.getAttribute('aria-label')].some((name) => name?.includes(${JSON.stringify(text)})))`;

/** @param name Of an engine that is there. */
export async function openAnyWindow(name: EngineName): Promise<AnyWindow> {
  const cache = join(tmpdir(), `twinlens-${userInfo().username}`);
  const browser = await engines[name].launch({ cache, path: process.env.PATH ?? '' });
  const problems: string[] = [];
  const page = await browser.newPage({
    viewport,
    appearance: { reducedMotion: true, colorScheme: 'light' },
    proxy: null,
    initScripts: [],
    endlessMs: patienceMs,
    maxBytes: 2 ** 31,
    maxDiskBytes: 2 ** 31,
    onEvent: (event) => problems.push(JSON.stringify(event)),
  });
  const signal = () => AbortSignal.timeout(patienceMs);

  async function until(expression: string): Promise<void> {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      // A look that fails counts as not yet: documents replace each other while they load.
      const answer = await page.evaluate(`Boolean(${expression})`, 'page', signal()).catch(notYet);
      if (answer === true) return;
      if (performance.now() > deadline) break;
      await page.pass(lookMs, signal());
    }
    const seen = await page.evaluate('location.href + document.body.innerText', 'page', signal());
    throw new Error(`never came true: ${expression}\n${String(seen)}`);
  }

  return {
    page,
    problems,
    goTo: (url) => page.navigate(url, signal()),
    until,
    see: (text, selector = 'body') =>
      until(
        `document.querySelector(${JSON.stringify(selector)})?.innerText.includes(${JSON.stringify(text)})`,
      ),
    evaluate: (expression) => page.evaluate(expression, 'page', signal()),
    press: (key, held) => page.input.press(key, signal(), held),
    type: (text) => page.input.type(text, signal()),
    async click(selector, text = '') {
      await until(`${found(selector, text)} !== undefined`);
      const middle = `(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }))(${found(selector, text)}.getBoundingClientRect())`;
      const place = (await page.evaluate(middle, 'page', signal())) as { x: number; y: number };
      await page.input.click(place, signal());
    },
    picture: () => page.capture({ x: 0, y: 0, ...viewport }, signal()),
    async close() {
      await page.close();
      await browser.close();
    },
  };
}
