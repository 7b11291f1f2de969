import {
  type Browser,
  BrowserGoneError,
  type Capabilities,
  type InitScript,
  type Page,
} from '@twinlens/browser';
import { axeScript } from '../accessibility/axe-script.ts';
import type { CaptureProxy } from '../network/proxy.ts';
import { pictureOfText } from './animate/explain.ts';
import { animateScript } from './animate/page-script.ts';
import { appearanceOf, hasSvgAnimations, mayAnimate } from './appearance.ts';
import { determinismOf, epoch, wantsVirtualTime } from './determinism.ts';
import { deedOf, isDoubtful, isHarmless, nameOf, seconds } from './example-error.ts';
import type { CaptureJob, Taken } from './job.ts';
import { logEvent } from './log-event.ts';
import { viewportOf } from './rectangle.ts';
import { happoTime, toolkit } from './toolkit.ts';

/** Where the browser of a capture comes from. */
export interface Browsers {
  readonly capabilities: Capabilities;
  /** The one there is, or one that is started now. */
  ready(): Promise<Browser>;
  /** Ends it, with everything in it, and starts another. */
  replace(): Promise<void>;
}

/** A capture without the page it happens on, which may have to be another one on the way. */
export interface Capture extends Omit<CaptureJob, 'page' | 'givenUp' | 'pictureOfText'> {
  browsers: Browsers;
}

/** How an example failed. */
export interface Failure {
  /** What it did, to follow its name. */
  did: string;
  /** The page is as good as before, and may go on. */
  harmless: boolean;
  /** It may have been chance: the example is tried once more. */
  doubtful: boolean;
}

/** What is said of an example that has had every try. */
export const wordsOf = ({ did, doubtful }: Failure): string => (doubtful ? `${did}, twice` : did);

/** As much of a name as the server takes. */
const maxName = 1000;

/** Our scripts in every document of a capture. */
export function scriptsOf({ payload, accessibility }: Capture): InitScript[] {
  return [
    toolkit,
    determinismOf(payload),
    ...(mayAnimate(payload) ? [animateScript] : []),
    happoTime,
    ...(accessibility ? [axeScript()] : []),
  ];
}

interface Named {
  component: string;
  variant: string;
}

/**
 * Keeps a page for a capture. An example that misbehaves costs no other example anything: those after
 * it get a page nothing has happened on, in a browser nothing has happened to.
 */
export class Stage {
  readonly capture: Capture;
  readonly #proxy: CaptureProxy;
  #browser: Browser | undefined;
  #page: Page | undefined;
  #failed = 0;
  #failedMs = 0;

  constructor(capture: Capture, proxy: CaptureProxy) {
    this.capture = capture;
    this.#proxy = proxy;
  }

  /** A job on the page that is open, or on a fresh one. */
  async job(): Promise<CaptureJob> {
    this.#page ??= await this.#open();
    return {
      ...this.capture,
      page: this.#page,
      givenUp: new Set(),
      pictureOfText: (text) => this.#pictureOfText(text),
    };
  }

  async #open(): Promise<Page> {
    const { browsers, payload, device, animates, limits, log } = this.capture;
    const headers = (payload.outgoingRequestHeaders ?? []).map(({ name, value }) => [name, value]);
    this.#browser = await browsers.ready();
    return this.#browser.newPage({
      viewport: viewportOf(payload),
      proxy: this.#proxy.url,
      appearance: appearanceOf(payload),
      ...(device && { device }),
      ...(wantsVirtualTime(payload) && { virtualClock: { epoch } }),
      initScripts: scriptsOf(this.capture),
      headers: Object.fromEntries(headers),
      withoutScripts: payload.snapPayloads !== undefined,
      svgAnimations: animates && hasSvgAnimations(payload),
      endlessMs: limits.settleMs,
      maxBytes: limits.maxBytes,
      maxDiskBytes: limits.maxDiskBytes,
      onEvent: (event) => logEvent(log, event, this.#proxy.packageOrigin),
    });
  }

  async #pictureOfText(text: string): Promise<Taken> {
    const { browsers, limits, signal } = this.capture;
    const browser = this.#browser ?? (await browsers.ready());
    return pictureOfText(browser, { ...limits, proxy: this.#proxy.url }, text, signal);
  }

  /**
   * Gets over the failure of one example.
   * @param subject How sentences name it.
   * @param began When it was begun (performance.now).
   * @throws The error, where it was not the doing of the example.
   */
  async getOver(error: unknown, subject: string, began: number): Promise<Failure> {
    await this.blameBrowser(error, `while ${subject} was captured`);
    const did = deedOf(error);
    if (did === undefined) throw error;
    this.capture.onDisturbed();
    this.#failedMs += performance.now() - began;
    const failure = { did, harmless: isHarmless(error), doubtful: isDoubtful(error) };
    if (failure.harmless) return failure;
    if (failure.doubtful) this.capture.log.add('warn', `${subject} ${did}`);
    this.#page = undefined;
    await this.capture.browsers.replace();
    return failure;
  }

  /**
   * Blames the browser for an error where it is at fault: where nobody answers, it was not the page
   * that took too long.
   * @param when Says when it happened.
   * @throws BrowserGoneError, or the reason where the capture is not wanted any more.
   */
  async blameBrowser(error: unknown, when: string): Promise<void> {
    this.capture.signal.throwIfAborted();
    const lost =
      error instanceof BrowserGoneError
        ? error
        : await this.#browser?.check().catch((gone: unknown) => gone);
    if (!(lost instanceof BrowserGoneError)) return;
    throw new BrowserGoneError(`${lost.message}, ${when}`, { cause: error });
  }

  /** Notes that an example failed, or why others were not tried. */
  fail(message: string, example?: Named): void {
    const { log, onFailed } = this.capture;
    this.#failed += 1;
    log.add('error', message);
    onFailed({
      ...(example && {
        component: example.component.slice(0, maxName),
        variant: example.variant.slice(0, maxName),
      }),
      message: message.slice(0, 10_000),
    });
  }

  /** Whether no further example is to be tried, which is noted then. */
  givesUp(): boolean {
    const { maxFailed, failedMs } = this.capture.limits;
    if (this.#failed < maxFailed && this.#failedMs < failedMs) return false;
    const why =
      this.#failed < maxFailed
        ? `those that failed took more than ${seconds(failedMs)}`
        : `${maxFailed} have failed`;
    this.fail(`The examples after it were not captured: ${why}.`);
    return true;
  }

  /**
   * Captures examples that do not depend on each other, one after the other.
   * @param step Captures one, wherever the page is.
   */
  async each<T extends Named>(
    examples: readonly T[],
    step: (job: CaptureJob, example: T, index: number) => Promise<void>,
  ): Promise<void> {
    for (const [index, example] of examples.entries()) {
      const attempt = () => this.#attempt(nameOf(example), (job) => step(job, example, index));
      let failure = await attempt();
      if (failure?.doubtful) failure = await attempt();
      if (!failure) continue;
      this.fail(`${nameOf(example)} ${wordsOf(failure)}`, example);
      if (index + 1 < examples.length && this.givesUp()) return;
    }
  }

  async #attempt(
    subject: string,
    step: (job: CaptureJob) => Promise<void>,
  ): Promise<Failure | undefined> {
    const began = performance.now();
    try {
      await step(await this.job());
      return undefined;
    } catch (error) {
      return await this.getOver(error, subject, began);
    }
  }

  /** Throws the page away. */
  async close(): Promise<void> {
    await this.#page?.close();
  }
}
