import { setTimeout as delay } from 'node:timers/promises';
import { type CdpConnection, CdpError, type CdpSession } from '../cdp/connection.ts';
import {
  type AccessibilityNode,
  BrowserGoneError,
  type FramePath,
  type Page,
  type PageOptions,
  PageScriptError,
  type PseudoClassRule,
  type Rectangle,
  type Size,
  type World,
} from '../page.ts';
import { readAccessibilityTree } from './accessibility-tree.ts';
import { type ExceptionDetails, messageOf, watchConsole } from './console.ts';
import { Contexts, isolatedWorldName } from './contexts.ts';
import { Documents } from './documents.ts';
import { Frames, frameMs } from './frames.ts';
import { Loading } from './loading.ts';
import { PseudoClasses } from './pseudo-classes.ts';
import { ScriptGuard } from './script-guard.ts';

/** A page that has nothing to show for this long is broken. Milliseconds. */
const emptyMs = 10_000;

interface Target {
  targetId: string;
  browserContextId: string;
}

class ChromiumPage implements Page {
  readonly #root: CdpSession;
  readonly #session: CdpSession;
  readonly #target: Target;
  readonly #viewport: Size;
  readonly #frames: Frames;
  readonly #contexts: Contexts;
  readonly #loading: Loading;
  readonly #documents: Documents;
  readonly #pseudoClasses: PseudoClasses;
  readonly #guard: ScriptGuard | undefined;
  /** The part of the document shown now; undefined: the viewport. */
  #shown: string | undefined;

  constructor(
    root: CdpSession,
    session: CdpSession,
    target: Target,
    viewport: Size,
    guard: ScriptGuard | undefined,
  ) {
    this.#guard = guard;
    this.#root = root;
    this.#session = session;
    this.#target = target;
    this.#viewport = viewport;
    this.#frames = new Frames(session);
    this.#contexts = new Contexts(session);
    this.#loading = new Loading(session);
    this.#documents = new Documents(session);
    this.#pseudoClasses = new PseudoClasses(session);
  }

  async navigate(url: string, signal: AbortSignal): Promise<void> {
    // Commands may go where pages may not: file: and the browser's own pages must stay closed.
    if (!/^https?:\/\//i.test(url)) throw new PageScriptError(`not an http(s) address: ${url}`);
    this.#guard?.allow(url);
    const loaded = this.#session.send('Page.navigate', { url }).then(async (answer) => {
      const { errorText, loaderId } = answer as { errorText?: string; loaderId?: string };
      if (errorText !== undefined) throw new PageScriptError(`could not load ${url}: ${errorText}`);
      // Until then evaluations would still reach the document before.
      if (loaderId !== undefined) await this.#documents.shown(loaderId);
    });
    await this.#work(loaded, signal);
  }

  evaluate(expression: string, world: World, signal: AbortSignal): Promise<unknown> {
    const answer = this.#contexts
      .of(this.#target.targetId, world)
      .then((contextId) => this.#evaluateIn(contextId, expression));
    return this.#work(answer, signal);
  }

  async evaluateInFrames(
    expression: string,
    world: World,
    signal: AbortSignal,
  ): Promise<unknown[]> {
    const answers = Promise.allSettled(
      this.#contexts.all(world).map((contextId) => this.#evaluateIn(contextId, expression)),
    );
    const settled = await this.#work(answers, signal);
    if (this.#session.endedBy) throw this.#session.endedBy;
    return settled.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  }

  evaluateInFrame(
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
    await this.#unlessAborted(this.#frames.issue(), signal);
  }

  async forcePseudoClasses(rules: readonly PseudoClassRule[], signal: AbortSignal): Promise<void> {
    const forced = this.#contexts
      .of(this.#target.targetId, 'isolated')
      .then((contextId) => this.#pseudoClasses.force(rules, contextId));
    await this.#unlessAborted(forced, signal);
  }

  loading(): string[] {
    return this.#loading.addresses();
  }

  async capture(rectangle: Rectangle, signal: AbortSignal): Promise<Buffer> {
    return Buffer.from(await this.#unlessAborted(this.#capture(rectangle), signal), 'base64');
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

  async #capture(rectangle: Rectangle): Promise<string> {
    await this.#show(rectangle);
    const deadline = performance.now() + emptyMs;
    for (let frame = 0; performance.now() < deadline; frame++) {
      // One empty frame is common. More of them mean that another process is still preparing the
      // page's surface, and that takes time, not frames.
      if (frame > 1) await delay(frameMs);
      const picture = await this.#frames.issue({ picture: rectangle });
      if (picture) return picture;
    }
    throw new BrowserGoneError('the browser rendered no picture');
  }

  /** Makes the surface exactly as large as the rectangle; the viewport stays as it is. */
  async #show(rectangle: Rectangle): Promise<void> {
    const shown = JSON.stringify(rectangle);
    if (shown === this.#shown) return;
    await this.#session.send('Emulation.setDeviceMetricsOverride', {
      ...this.#viewport,
      deviceScaleFactor: 1,
      mobile: false,
      viewport: { ...rectangle, scale: 1 },
    });
    this.#shown = shown;
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
      .catch((error: unknown) => {
        if (!(error instanceof CdpError)) throw error;
        const reason = /context|navigated|closed/i.test(error.message)
          ? 'the page navigated away'
          : error.message;
        throw new PageScriptError(reason, { cause: error });
      });
    if (answer.exceptionDetails !== undefined) {
      throw new PageScriptError(messageOf(answer.exceptionDetails as ExceptionDetails));
    }
    return (answer.result as { value?: unknown }).value;
  }

  #work<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
    return this.#unlessAborted(this.#frames.during(this.#unlessAborted(work, signal)), signal);
  }

  /** Answers what `work` answers; on abort stops the page's scripts, which `work` may wait for. */
  #unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.#session.send('Runtime.terminateExecution').catch(() => undefined);
        reject(signal.reason as Error);
      };
      if (signal.aborted) {
        work.catch(() => undefined);
        abort();
        return;
      }
      signal.addEventListener('abort', abort, { once: true });
      // A crashed page never answers, and what waits for one of its events would wait for ever.
      this.#session.ended.then(reject);
      work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    });
  }
}

function watchForCrash(session: CdpSession): void {
  session.on('Inspector.targetCrashed', () => {
    session.end(new BrowserGoneError('the page crashed'));
  });
  session.on('Inspector.detached', ({ reason }) => {
    session.end(new BrowserGoneError(`the page has gone: ${String(reason)}`));
  });
}

function answerDialogs(session: CdpSession): void {
  session.on('Page.javascriptDialogOpening', ({ type }) => {
    const accept = type === 'alert' || type === 'beforeunload';
    session.send('Page.handleJavaScriptDialog', { accept }).catch(() => undefined);
  });
}

async function prepare(session: CdpSession, options: PageOptions): Promise<void> {
  const features: { name: string; value: string }[] = [];
  if (options.reducedMotion !== undefined) {
    const value = options.reducedMotion ? 'reduce' : 'no-preference';
    features.push({ name: 'prefers-reduced-motion', value });
  }
  if (options.colorScheme !== undefined) {
    features.push({ name: 'prefers-color-scheme', value: options.colorScheme });
  }
  const metrics = { ...options.viewport, deviceScaleFactor: 1, mobile: false };
  await Promise.all([
    session.send('Page.enable'),
    session.send('Runtime.enable'),
    session.send('Inspector.enable'),
    session.send('Log.enable'),
    session.send('Network.enable', { maxTotalBufferSize: 0, maxResourceBufferSize: 0 }),
    session.send('Emulation.setDeviceMetricsOverride', metrics),
    session.send('Emulation.setEmulatedMedia', { features }),
    session.send('Emulation.setFocusEmulationEnabled', { enabled: true }),
    options.headers && session.send('Network.setExtraHTTPHeaders', { headers: options.headers }),
    ...options.initScripts.map(({ world, source }) =>
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        source,
        ...(world === 'isolated' && { worldName: isolatedWorldName }),
      }),
    ),
  ]);
}

/** Opens a page in a browser context of its own. */
export async function openChromiumPage(
  connection: CdpConnection,
  options: PageOptions,
): Promise<Page> {
  const { root } = connection;
  const { browserContextId } = (await root.send('Target.createBrowserContext', {
    disposeOnDetach: true,
    proxyServer: options.proxy,
    proxyBypassList: '<-loopback>',
  })) as { browserContextId: string };
  try {
    await root.send('Browser.setDownloadBehavior', { behavior: 'deny', browserContextId });
    const { targetId } = (await root.send('Target.createTarget', {
      url: 'about:blank',
      ...options.viewport,
      browserContextId,
      enableBeginFrameControl: true,
    })) as { targetId: string };
    const attached = await root.send('Target.attachToTarget', { targetId, flatten: true });
    const session = connection.session(String(attached.sessionId));
    watchForCrash(session);
    answerDialogs(session);
    watchConsole(session, options.onConsole, options.withoutScripts === true);
    // The main frame has the id of its target.
    const guard = options.withoutScripts ? new ScriptGuard(session, targetId) : undefined;
    const target = { targetId, browserContextId };
    const page = new ChromiumPage(root, session, target, options.viewport, guard);
    await guard?.start();
    await prepare(session, options);
    return page;
  } catch (error) {
    await root.send('Target.disposeBrowserContext', { browserContextId }).catch(() => undefined);
    throw error;
  }
}
