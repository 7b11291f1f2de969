import { setTimeout as delay } from 'node:timers/promises';
import type { Capabilities } from '../capabilities.ts';
import { Lifetime } from '../connection/lifetime.ts';
import { rewritePseudoClasses } from '../in-page/rewrite-pseudo-classes.ts';
import {
  BrowserGoneError,
  type InitScript,
  type Input,
  type Page,
  PageGoneError,
  PageScriptError,
  type PseudoClassRule,
  type Rectangle,
  type Size,
  type World,
} from '../page.ts';
import { ActionInput } from './actions.ts';
import { cropPng } from './crop-png.ts';
import { drawn, isNew, isPrepared, prepareWith, settle, start } from './scripts.ts';
import { type Send, WebDriverError, type WebDriverSession } from './session.ts';

interface Parts {
  session: WebDriverSession;
  capabilities: Capabilities;
  viewport: Size;
  deviceScaleFactor: number;
  initScripts: readonly InitScript[];
  /** Ends everything there is for this page. */
  end(): Promise<void>;
}

/** What a script of `start` or `settle` answers; null where it has to be asked for again. */
type Answer = typeof isNew | { value?: string } | { thrown: string } | null;

/** Between two looks at a page that is on its way to another document. Milliseconds. */
const lookMs = 20;

/** A window that has not got its size after this will not get it. Milliseconds. */
const resizeMs = 10_000;

/** A script that takes longer may wait for a dialog to be answered. Milliseconds. */
const dialogMs = 500;

const sizeOf = ({ width, height }: Size): string => `${width},${height}`;

const whatIsShown = 'return [location.href, document.body?.innerText ?? ""];';

const nextFrame = 'new Promise((resolve) => requestAnimationFrame(() => resolve(null)))';

/** One session, which shows one page. */
export class WebDriverPage implements Page {
  readonly capabilities: Capabilities;
  readonly input: Input;
  readonly #session: WebDriverSession;
  readonly #viewport: Size;
  readonly #deviceScaleFactor: number;
  readonly #prepare: string;
  readonly #end: () => Promise<void>;
  readonly #lifetime = new Lifetime();
  #documents = 0;
  #calls = 0;
  #stays = false;

  constructor(parts: Parts) {
    const { session, capabilities, viewport, deviceScaleFactor, initScripts, end } = parts;
    this.capabilities = capabilities;
    this.#session = session;
    this.#viewport = viewport;
    this.#deviceScaleFactor = deviceScaleFactor;
    this.#prepare = prepareWith(initScripts.filter(({ world }) => world === 'isolated'));
    this.#end = end;
    this.input = new ActionInput((sequence, signal) =>
      this.#inTime(
        this.#session.send('POST', '/actions', { actions: [sequence] }).then(() => undefined),
        signal,
      ),
    );
  }

  /** Gives the page its viewport. @throws BrowserGoneError where its window cannot be that large. */
  async start(): Promise<void> {
    await this.#session.together(async (send) => {
      await this.#resize(send, this.#viewport);
      await this.#execute(send, this.#prepare);
    });
  }

  async navigate(url: string, signal: AbortSignal): Promise<void> {
    // Commands may go where pages may not: file: and the browser's own pages must stay closed.
    if (!/^https?:\/\//i.test(url)) throw new PageScriptError(`not an http(s) address: ${url}`);
    this.#stays = false;
    const going = this.#session.together(async (send) => {
      await send('POST', '/url', { url });
      // The document that is left has been prepared; the one that comes has not.
      while (await this.#isPrepared(send)) {
        signal.throwIfAborted();
        await delay(lookMs);
      }
      await this.#arrive(send);
      // What cannot be loaded is replaced by a page of the browser's own, which says why.
      const [shown, text] = (await this.#execute(send, whatIsShown)) as [string, string];
      if (!/^https?:/.test(shown)) throw new PageScriptError(`could not load ${url}: ${text}`);
    });
    await this.#inTime(going, signal);
  }

  documents(): number {
    return this.#documents;
  }

  stay(): void {
    this.#stays = true;
  }

  evaluate(expression: string, _world: World, signal: AbortSignal): Promise<unknown> {
    return this.#inTime(
      this.#session.together((send) => this.#evaluateHere(send, expression, true, signal)),
      signal,
    );
  }

  evaluateInFrames(expression: string, _world: World, signal: AbortSignal): Promise<unknown[]> {
    const answers = this.#session.together(async (send) => {
      const main = await this.#evaluateHere(send, expression, true, signal);
      try {
        return [main, ...(await this.#evaluateInside(send, expression, signal))];
      } finally {
        await send('POST', '/frame', { id: null });
      }
    });
    return this.#inTime(answers, signal);
  }

  run(expression: string, world: World, signal: AbortSignal): Promise<unknown> {
    return this.evaluate(expression, world, signal);
  }

  async frame(signal: AbortSignal): Promise<void> {
    await this.evaluate(nextFrame, 'isolated', signal);
  }

  async draw(signal: AbortSignal): Promise<void> {
    await this.frame(signal);
  }

  async pass(ms: number, signal: AbortSignal): Promise<void> {
    await this.#inTime(delay(ms), signal);
  }

  async forcePseudoClasses(rules: readonly PseudoClassRule[], signal: AbortSignal): Promise<void> {
    const force = `(${rewritePseudoClasses.toString()})(${JSON.stringify(rules)})`;
    await this.evaluate(force, 'isolated', signal);
  }

  loading(): string[] {
    return [];
  }

  requested(): undefined {
    return undefined;
  }

  capture(rectangle: Rectangle, signal: AbortSignal): Promise<Buffer> {
    const { x, y, width, height } = rectangle;
    const reached = {
      width: Math.max(this.#viewport.width, x + width),
      height: Math.max(this.#viewport.height, y + height),
    };
    const larger = reached.width > this.#viewport.width || reached.height > this.#viewport.height;
    const scale = this.#deviceScaleFactor;
    const picture = this.#session.together(async (send) => {
      // A page may have given its window another size.
      if (larger || (await this.#seen(send)) !== sizeOf(this.#viewport))
        await this.#resize(send, reached);
      // It is the picture of what was drawn last.
      await this.#execute(send, drawn, 'async');
      const png = Buffer.from(String(await send('GET', '/screenshot')), 'base64');
      if (larger) await this.#resize(send, this.#viewport);
      const [left, top] = [x * scale, y * scale];
      return cropPng(png, { x: left, y: top, width: width * scale, height: height * scale });
    });
    return this.#inTime(picture, signal);
  }

  async close(): Promise<void> {
    this.#lifetime.end(new BrowserGoneError('the page was closed'));
    await this.#end();
  }

  /** Ends the page for a reason of its own, such as the end of its process. */
  fail(reason: Error): void {
    this.#lifetime.end(reason);
  }

  #inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
    return this.#lifetime.during(work, signal);
  }

  async #resize(send: Send, { width, height }: Size): Promise<void> {
    await send('POST', '/window/rect', { x: 0, y: 0, width, height });
    const asked = sizeOf({ width, height });
    const deadline = performance.now() + resizeMs;
    for (;;) {
      const seen = await this.#seen(send);
      if (seen === asked) return;
      if (performance.now() > deadline)
        throw new BrowserGoneError(`the window is ${seen} where ${asked} was asked for`);
      await delay(lookMs);
    }
  }

  #seen(send: Send): Promise<unknown> {
    return this.#execute(send, 'return [innerWidth, innerHeight].join();');
  }

  /** Whether the document that is shown has our scripts. One that is just being left has. */
  async #isPrepared(send: Send): Promise<boolean> {
    const answer = this.#execute(send, isPrepared).catch((error: unknown) => {
      if (!(error instanceof PageScriptError)) throw error;
      return true;
    });
    return (await answer) === true;
  }

  /** Another document is there: it gets our scripts before the first look at it. */
  async #arrive(send: Send): Promise<void> {
    if (this.#stays) {
      const url = String(await this.#execute(send, 'return location.href;'));
      this.#lifetime.end(new PageGoneError({ how: 'left', url }));
    }
    this.#documents += 1;
    await this.#execute(send, this.#prepare);
  }

  async #execute(send: Send, script: string, how: 'sync' | 'async' = 'sync'): Promise<unknown> {
    // A dialog that opens just before a script is begun is noticed by nobody, and the script waits for it.
    const dismissing = setInterval(() => {
      send('POST', '/alert/dismiss', {}).catch(() => undefined);
    }, dialogMs);
    try {
      return await send('POST', `/execute/${how}`, { script, args: [] });
    } catch (error) {
      if (this.#lifetime.endedBy) throw this.#lifetime.endedBy;
      if (!(error instanceof WebDriverError)) throw error;
      throw new PageScriptError(error.message, { cause: error });
    } finally {
      clearInterval(dismissing);
    }
  }

  async #evaluateHere(
    send: Send,
    expression: string,
    isMain: boolean,
    signal: AbortSignal,
  ): Promise<unknown> {
    this.#calls += 1;
    const script = start(expression, this.#calls);
    let answer = (await this.#execute(send, script)) as Answer;
    if (answer === isNew) {
      if (isMain) await this.#arrive(send);
      else await this.#execute(send, this.#prepare);
      answer = (await this.#execute(send, script)) as Answer;
    }
    while (answer === null) {
      signal.throwIfAborted();
      answer = (await this.#execute(send, settle(this.#calls), 'async')) as Answer;
    }
    if (answer === isNew) throw new PageScriptError('the page navigated away');
    if ('thrown' in answer) throw new PageScriptError(answer.thrown);
    return answer.value === undefined ? undefined : JSON.parse(answer.value);
  }

  /** In all frames inside the one the session is in, which it is in again afterwards. */
  async #evaluateInside(send: Send, expression: string, signal: AbortSignal): Promise<unknown[]> {
    const answers: unknown[] = [];
    const count = Number(await this.#execute(send, 'return window.length;'));
    for (let id = 0; id < count; id += 1) {
      try {
        await send('POST', '/frame', { id });
      } catch {
        continue;
      }
      try {
        answers.push(await this.#evaluateHere(send, expression, false, signal));
        answers.push(...(await this.#evaluateInside(send, expression, signal)));
      } catch (error) {
        if (!(error instanceof PageScriptError)) throw error;
      }
      await send('POST', '/frame/parent', {});
    }
    return answers;
  }
}
