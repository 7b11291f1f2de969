import { setTimeout as delay } from 'node:timers/promises';
import type { Capabilities } from '../capabilities.ts';
import { Lifetime } from '../connection/lifetime.ts';
import { rewritePseudoClasses } from '../in-page/rewrite-pseudo-classes.ts';
import {
  type Input,
  type Page,
  type PageEvent,
  PageGoneError,
  PageScriptError,
  type PseudoClassRule,
  type Rectangle,
  type World,
} from '../page.ts';
import { ActionInput } from '../webdriver/actions.ts';
import { type BidiConnection, BidiError, type BidiObject } from './connection.ts';
import { BidiDocuments } from './documents.ts';
import { framesOf } from './frames.ts';
import { plainOf, type RemoteValue, thrownText, thrownWithoutStack } from './remote-value.ts';
import { BidiRequests } from './requests.ts';
import type { BidiScriptGuard } from './script-guard.ts';
import { closed, watch } from './watch.ts';

/** The isolated world, by the name it has in the protocol. */
export const sandbox = 'twinlens';

interface Parts {
  connection: BidiConnection;
  capabilities: Capabilities;
  /** Of the main frame. */
  context: string;
  userContext: string;
  guard: BidiScriptGuard | undefined;
  /** @see PageOptions */
  endlessMs: number;
  onEvent(event: PageEvent): void;
  onClosed(): void;
}

const nextFrame = 'new Promise((resolve) => requestAnimationFrame(() => resolve()))';

/** Shows nothing once the browser has left the document the answer was to come from. */
const leftBehind = /no such frame|unknown error: .*(destroyed|inactive|discarded)|AbortError/i;

export class BidiPage implements Page {
  readonly capabilities: Capabilities;
  readonly input: Input;
  readonly #connection: BidiConnection;
  readonly #context: string;
  readonly #userContext: string;
  readonly #guard: BidiScriptGuard | undefined;
  readonly #lifetime = new Lifetime();
  readonly #requests: BidiRequests;
  readonly #documents: BidiDocuments;
  /** Frames that are known to be in this page. */
  readonly #frames = new Set<string>();
  readonly #stopWatching: () => void;
  readonly #onClosed: () => void;
  #stays = false;

  constructor(parts: Parts) {
    const { connection, capabilities, context, userContext, guard, onEvent } = parts;
    this.capabilities = capabilities;
    this.#connection = connection;
    this.#context = context;
    this.#userContext = userContext;
    this.#guard = guard;
    this.#onClosed = parts.onClosed;
    this.#frames.add(context);
    const isOurs = (frame: string | null | undefined) => this.#frames.has(frame ?? '');
    const stopFrames = connection.on('browsingContext.contextCreated', (params) => {
      if (isOurs(params.parent as string | null)) this.#frames.add(String(params.context));
    });
    this.#requests = new BidiRequests(connection, isOurs, parts);
    this.#documents = new BidiDocuments(connection, context, (url) => {
      this.#requests.documentChanged();
      if (this.#stays) this.#lifetime.end(new PageGoneError({ how: 'left', url }));
    });
    const onEnd = (reason: Error) => this.#lifetime.end(reason);
    const stop = watch({ connection, context, userContext, isOurs, onEvent, onEnd });
    this.#stopWatching = () => {
      for (const end of [stopFrames, stop, this.#requests.stop, this.#documents.stop]) end();
      guard?.stop();
    };
    this.input = new ActionInput(async (sequence, signal) => {
      await this.#ask('input.performActions', { context, actions: [sequence] }, signal);
    });
  }

  async navigate(url: string, signal: AbortSignal): Promise<void> {
    // Commands may go where pages may not: file: and the browser's own pages must stay closed.
    if (!/^https?:\/\//i.test(url)) throw new PageScriptError(`not an http(s) address: ${url}`);
    this.#guard?.allow(url);
    this.#requests.startAgain();
    this.#stays = false;
    const context = this.#context;
    const going = this.#connection
      .send('browsingContext.navigate', { context, url, wait: 'none' })
      .then(({ navigation }) => this.#documents.shown(String(navigation)))
      .catch((error: unknown) => {
        if (!(error instanceof BidiError)) throw error;
        throw new PageScriptError(`could not load ${url}: ${error.message}`, { cause: error });
      });
    await this.#lifetime.during(going, signal);
  }

  documents(): number {
    return this.#documents.changes;
  }

  stay(): void {
    this.#stays = true;
  }

  evaluate(expression: string, world: World, signal: AbortSignal): Promise<unknown> {
    return this.#lifetime.during(this.#evaluateIn(this.#context, expression, world), signal);
  }

  async evaluateInFrames(
    expression: string,
    world: World,
    signal: AbortSignal,
  ): Promise<unknown[]> {
    const frames = await this.#lifetime.during(framesOf(this.#connection, this.#context), signal);
    const answers = frames.map((frame) => this.#evaluateIn(frame, expression, world));
    const [first, ...rest] = await this.#lifetime.during(Promise.allSettled(answers), signal);
    if (first?.status === 'rejected') throw first.reason;
    return [first, ...rest].flatMap((answer) =>
      answer?.status === 'fulfilled' ? [answer.value] : [],
    );
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
    await this.#lifetime.during(delay(ms), signal);
  }

  async forcePseudoClasses(rules: readonly PseudoClassRule[], signal: AbortSignal): Promise<void> {
    const force = `(${rewritePseudoClasses.toString()})(${JSON.stringify(rules)})`;
    await this.evaluate(force, 'isolated', signal);
  }

  loading(): string[] {
    return this.#requests.loading();
  }

  requested(): string[] | undefined {
    return this.#requests.asked();
  }

  async capture(rectangle: Rectangle, signal: AbortSignal): Promise<Buffer> {
    const context = this.#context;
    const clip = { type: 'box', ...rectangle };
    const picture = { context, origin: 'document', clip, format: { type: 'image/png' } };
    const { data } = await this.#ask('browsingContext.captureScreenshot', picture, signal);
    return Buffer.from(String(data), 'base64');
  }

  /** Ends the page for a reason of its own, such as what it uses of the machine. */
  fail(reason: Error): void {
    this.#lifetime.end(reason);
  }

  async close(): Promise<void> {
    this.#stopWatching();
    this.#lifetime.end(closed());
    this.#onClosed();
    await this.#connection
      .send('browser.removeUserContext', { userContext: this.#userContext })
      .catch(() => undefined);
  }

  #ask(method: string, params: BidiObject, signal: AbortSignal): Promise<BidiObject> {
    return this.#lifetime.during(this.#connection.send(method, params), signal);
  }

  async #evaluateIn(context: string, expression: string, world: World): Promise<unknown> {
    const answer = await this.#connection
      .send('script.evaluate', {
        expression,
        target: { context, ...(world === 'isolated' && { sandbox }) },
        awaitPromise: true,
        serializationOptions: { maxDomDepth: 0 },
      })
      .catch((error: unknown) => {
        if (!(error instanceof BidiError)) throw error;
        if (this.#lifetime.endedBy) throw this.#lifetime.endedBy;
        const { message } = error;
        const reason = leftBehind.test(message) ? 'the page navigated away' : message;
        throw new PageScriptError(thrownWithoutStack(message) ?? reason, { cause: error });
      });
    if (answer.type === 'exception') {
      const { text } = answer.exceptionDetails as { text: string };
      throw new PageScriptError(thrownText(text));
    }
    return plainOf(answer.result as RemoteValue);
  }
}
