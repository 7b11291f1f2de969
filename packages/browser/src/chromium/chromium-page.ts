import { setTimeout as delay } from 'node:timers/promises';
import { CdpError, type CdpSession } from '../cdp/connection.ts';
import { Asked } from '../connection/asked.ts';
import {
  type Abilities,
  type AccessibilityNode,
  BrowserGoneError,
  type FramePath,
  type Input,
  type Page,
  type PageEvent,
  PageGoneError,
  PageScriptError,
  type Point,
  type PseudoClassRule,
  type Rectangle,
  type World,
} from '../page.ts';
import { readAccessibilityTree } from './accessibility-tree.ts';
import { chromiumCapabilities } from './capabilities.ts';
import { type ExceptionDetails, messageOf } from './console.ts';
import { Contexts } from './contexts.ts';
import { Documents } from './documents.ts';
import type { Frames } from './frames.ts';
import { ChromiumInput } from './input.ts';
import { Loading } from './loading.ts';
import type { Media } from './media.ts';
import type { Metrics } from './metrics.ts';
import type { Pace } from './pace.ts';
import type { Pointer } from './pointer.ts';
import { PseudoClasses } from './pseudo-classes.ts';
import type { ScriptGuard } from './script-guard.ts';

export interface Target {
  targetId: string;
  browserContextId: string;
}

/** What a page is made of. */
export interface Parts {
  /** The browser itself. */
  root: CdpSession;
  session: CdpSession;
  target: Target;
  metrics: Metrics;
  media: Media;
  pointer: Pointer;
  frames: Frames;
  pace: Pace;
  guard: ScriptGuard | undefined;
  /** @see PageOptions */
  endlessMs: number;
  onEvent(event: PageEvent): void;
}

/** Between the end of a script whose page goes to another and the other being there. Milliseconds. */
const leavingMs = 2000;

export class ChromiumPage implements Page, Abilities {
  readonly capabilities = chromiumCapabilities;
  readonly input: Input;
  readonly #root: CdpSession;
  readonly #session: CdpSession;
  readonly #target: Target;
  readonly #metrics: Metrics;
  readonly #media: Media;
  readonly #pointer: Pointer;
  readonly #frames: Frames;
  readonly #pace: Pace;
  readonly #guard: ScriptGuard | undefined;
  readonly #contexts: Contexts;
  readonly #loading: Loading;
  readonly #asked: Asked;
  readonly #documents: Documents;
  readonly #pseudoClasses: PseudoClasses;
  #stays = false;

  constructor(parts: Parts) {
    const { root, session, target, metrics, media, pointer, frames, pace, guard } = parts;
    this.#root = root;
    this.#session = session;
    this.#target = target;
    this.#metrics = metrics;
    this.#media = media;
    this.#pointer = pointer;
    this.#frames = frames;
    this.#pace = pace;
    this.#guard = guard;
    this.#contexts = new Contexts(session);
    this.#loading = new Loading(session, parts.endlessMs, parts.onEvent);
    this.#asked = new Asked();
    session.on('Network.requestWillBeSent', ({ request }) => {
      this.#asked.note((request as { url: string }).url);
    });
    this.#documents = new Documents(session, (url, former) => {
      // Going back leads to nothing of its own: to what was captured before it.
      if (this.#stays || former) session.end(new PageGoneError({ how: 'left', url }));
    });
    this.#pseudoClasses = new PseudoClasses(session);
    this.input = new ChromiumInput(session, pointer, (work, signal) => this.#work(work, signal));
  }

  async navigate(url: string, signal: AbortSignal): Promise<void> {
    // Commands may go where pages may not: file: and the browser's own pages must stay closed.
    if (!/^https?:\/\//i.test(url)) throw new PageScriptError(`not an http(s) address: ${url}`);
    this.#guard?.allow(url);
    this.#asked.startAgain();
    this.#stays = false;
    const { changes } = this.#documents;
    const loaded = this.#session.send('Page.navigate', { url }).then(async (answer) => {
      const { errorText, loaderId } = answer as { errorText?: string; loaderId?: string };
      if (errorText !== undefined) throw new PageScriptError(`could not load ${url}: ${errorText}`);
      // Until then evaluations would still reach the document before.
      if (loaderId !== undefined) await this.#documents.shown(loaderId, changes);
    });
    await this.#work(loaded, signal);
  }

  documents(): number {
    return this.#documents.changes;
  }

  stay(): void {
    this.#stays = true;
  }

  async evaluate(expression: string, world: World, signal: AbortSignal): Promise<unknown> {
    const contextId = await this.#mainContext(world, signal);
    return this.#unlessAborted(this.#evaluateIn(contextId, expression), signal);
  }

  async evaluateInFrames(
    expression: string,
    world: World,
    signal: AbortSignal,
  ): Promise<unknown[]> {
    const main = await this.#mainContext(world, signal);
    const others = this.#contexts.all(world).filter((contextId) => contextId !== main);
    const answers = [main, ...others].map((contextId) => this.#evaluateIn(contextId, expression));
    const [first, ...rest] = await this.#unlessAborted(Promise.allSettled(answers), signal);
    if (first?.status === 'rejected') throw first.reason;
    return [first, ...rest].flatMap((answer) =>
      answer?.status === 'fulfilled' ? [answer.value] : [],
    );
  }

  async run(
    expression: string,
    world: World,
    signal: AbortSignal,
    givenMs?: number,
  ): Promise<unknown> {
    const contextId = await this.#mainContext(world, signal);
    return this.#work(this.#evaluateIn(contextId, expression), signal, givenMs);
  }

  runInFrame(
    path: FramePath,
    expression: string,
    world: World,
    signal: AbortSignal,
  ): Promise<unknown> {
    const answer = this.#follow(path).then((frameId) => {
      const contextId = this.#contexts.find(frameId, world);
      if (contextId === undefined) throw new PageScriptError('no script can run in this frame');
      return this.#evaluateIn(contextId, expression);
    });
    return this.#work(answer, signal);
  }

  accessibilityTree(signal: AbortSignal): Promise<AccessibilityNode> {
    return this.#unlessAborted(readAccessibilityTree(this.#session), signal);
  }

  async frame(signal: AbortSignal): Promise<void> {
    await this.#unlessAborted(this.#frames.issueUnseen(), signal);
  }

  async draw(signal: AbortSignal): Promise<void> {
    await this.#unlessAborted(this.#frames.issueDrawn(), signal);
  }

  async pass(ms: number, signal: AbortSignal): Promise<void> {
    await this.#unlessAborted(this.#pace.pass(ms), signal);
  }

  async forcePseudoClasses(rules: readonly PseudoClassRule[], signal: AbortSignal): Promise<void> {
    const contextId = await this.#mainContext('isolated', signal);
    await this.#unlessAborted(this.#pseudoClasses.force(rules, contextId), signal);
  }

  async movePointer(place: Point | undefined, signal: AbortSignal): Promise<void> {
    // The page is told with its next frame.
    await this.#work(this.#pointer.move(place), signal);
  }

  async reduceMotion(reduced: boolean | undefined, signal: AbortSignal): Promise<void> {
    await this.#unlessAborted(this.#media.reduceMotion(reduced), signal);
  }

  loading(): string[] {
    return this.#loading.addresses();
  }

  requested(): string[] | undefined {
    return this.#asked.addresses();
  }

  async forgetImages(signal: AbortSignal): Promise<void> {
    // Turning the cache off empties the memory of the renderer, not the cache itself.
    const off = this.#session.send('Network.setCacheDisabled', { cacheDisabled: true });
    const on = this.#session.send('Network.setCacheDisabled', { cacheDisabled: false });
    await this.#unlessAborted(Promise.all([off, on]), signal);
  }

  async capture(rectangle: Rectangle, signal: AbortSignal): Promise<Buffer> {
    return this.#unlessAborted(this.#picture(rectangle), signal);
  }

  async #picture(rectangle: Rectangle): Promise<Buffer> {
    const picture = await this.#frames.picture(await this.#metrics.show(rectangle));
    if (this.#metrics.exceedsViewport(rectangle)) {
      // From one part to the next the surface only grows, and every later frame would be drawn as
      // large: 10 ms instead of 3 for a button after a page of 3,000 pixels. The frame that follows
      // shows nothing yet; it is issued now, as pages may count those they get.
      await this.#metrics.start();
      await this.#frames.issueDrawn();
    }
    return picture;
  }

  async close(): Promise<void> {
    const { browserContextId } = this.#target;
    // A busy page takes half a second to close; nobody waits for its scripts.
    this.#session.send('Runtime.terminateExecution').catch(() => undefined);
    await this.#root
      .send('Target.disposeBrowserContext', { browserContextId })
      .catch(() => undefined);
    this.#session.end(new BrowserGoneError('the page was closed'));
  }

  /** The context of the main frame; while it has none, one document is replacing another. */
  async #mainContext(world: World, signal: AbortSignal): Promise<number> {
    const { targetId } = this.#target;
    const there = this.#contexts.find(targetId, world);
    return there ?? this.#work(this.#contexts.appear(targetId, world), signal);
  }

  /** The id of the frame a path leads to. */
  async #follow(path: FramePath): Promise<string> {
    let frameId = this.#target.targetId;
    for (const expression of path) {
      const contextId = this.#contexts.find(frameId, 'isolated');
      const { result } = await this.#session.send('Runtime.evaluate', { expression, contextId });
      const { objectId } = result as { objectId?: string };
      if (objectId === undefined) throw new PageScriptError(`there is no frame ${expression}`);
      const { node } = await this.#session.send('DOM.describeNode', { objectId });
      const found = (node as { frameId?: string }).frameId;
      if (found === undefined) throw new PageScriptError(`${expression} is no frame`);
      frameId = found;
    }
    return frameId;
  }

  async #evaluateIn(contextId: number, expression: string): Promise<unknown> {
    const answer = await this.#session
      .send('Runtime.evaluate', { expression, contextId, awaitPromise: true, returnByValue: true })
      .catch(async (error: unknown) => {
        if (!(error instanceof CdpError)) throw error;
        const left = /context|navigated|closed/i.test(error.message);
        // Where to is known a moment later, and says more.
        if (left && this.#stays)
          await Promise.race([this.#session.ended(), delay(leavingMs, undefined, { ref: false })]);
        if (this.#session.endedBy) throw this.#session.endedBy;
        const reason = left ? 'the page navigated away' : error.message;
        throw new PageScriptError(reason, { cause: error });
      });
    if (answer.exceptionDetails !== undefined) {
      throw new PageScriptError(messageOf(answer.exceptionDetails as ExceptionDetails));
    }
    return (answer.result as { value?: unknown }).value;
  }

  #work<T>(work: Promise<T>, signal: AbortSignal, givenMs?: number): Promise<T> {
    const inTime = this.#unlessAborted(work, signal);
    return this.#unlessAborted(this.#pace.during(inTime, givenMs), signal);
  }

  /** A page that crashes, or is aborted, is not waited for; scripts of it are stopped then. */
  #unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
    return this.#session.lifetime.during(work, signal, () => {
      this.#session.send('Runtime.terminateExecution').catch(() => undefined);
    });
  }
}
