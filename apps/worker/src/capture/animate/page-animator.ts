import { type Static, type TSchema, Type } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { hasSvgAnimations } from '../appearance.ts';
import { ExampleError } from '../example-error.ts';
import type { CaptureJob } from '../job.ts';
import { pause } from '../pause.ts';
import type { Taking } from './in-page/animator.ts';
import { call } from './page-script.ts';
import type { AnimateSettings } from './resolve-options.ts';

const Text = Type.String({ maxLength: 200 });

const Described = Type.Object({
  kind: Text,
  name: Type.Union([Text, Type.Null()]),
  target: Type.Union([Text, Type.Null()]),
  lengthMs: Type.Union([Type.Number({ minimum: 0 }), Type.Null()]),
  repeats: Type.Boolean(),
  beganAtMs: Type.Number(),
  signature: Text,
});

/** One animation that has been found. */
export type Described = Static<typeof Described>;

const Warnings = Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 20 });

const Found = Type.Object({
  captured: Type.Array(Described, { maxItems: 20_000 }),
  held: Type.Integer({ minimum: 0 }),
  warnings: Warnings,
});

const Pulled = Type.Object({
  found: Type.Boolean(),
  point: Type.Optional(Type.Object({ x: Type.Number(), y: Type.Number() })),
});

const HooksAnswer = Type.Object({
  trigger: Type.Boolean(),
  verify: Type.Boolean(),
  motion: Type.Boolean(),
  setupFailure: Type.Union([Type.Null(), Type.String({ maxLength: 2000 })]),
});

/** Functions a story brought along. */
export type Hooks = Static<typeof HooksAnswer>;

const Failure = Type.Union([Type.Null(), Type.String({ maxLength: 2000 })]);

const found = Compile(Found);
const warnings = Compile(Warnings);
const pulled = Compile(Pulled);
const hooks = Compile(HooksAnswer);
const failure = Compile(Failure);
const count = Compile(Type.Integer({ minimum: 0 }));

/** What a page answers is its own word, also where our script speaks. */
function trusted<T extends TSchema>(schema: Validator<Record<never, never>, T>, answer: unknown) {
  if (schema.Check(answer)) return answer as Static<T>;
  throw new ExampleError(
    'has taken the place of the script that moves its animations: it must leave Symbol.for alone',
  );
}

/** About one frame of a 60 Hz screen, in milliseconds of the page, which has its time in halves of them. */
export const frameMs = 16.5;

/** A driver that takes longer for one moment is not waited for. Milliseconds, real ones. */
const driverMs = 5000;

/** Animations of a page and the frames in it, as the script in each of them moves them. */
export class PageAnimator {
  readonly #job: CaptureJob;
  readonly #taking: Omit<Taking, 'beganAtMs'>;
  readonly #warned = new Set<string>();

  constructor(job: CaptureJob, { root, drivers }: AnimateSettings) {
    this.#job = job;
    const svg = hasSvgAnimations(job.payload);
    this.#taking = { root: root ?? null, drivers: drivers ?? null, svg };
  }

  /** Keeps what the page is told of its animations from it, and makes it scroll at once; or no longer. */
  async seclude(secluded: boolean): Promise<void> {
    await this.#inFrames(call('animator.suppressEvents', secluded));
    await this.#inFrames(call('scrollAtOnce', secluded));
  }

  /**
   * Takes the animations that have begun since.
   * @param beganAtMs When that is in the capture.
   * @returns Those to be captured, and whether there were any at all.
   */
  async take(beganAtMs: number): Promise<{ captured: Described[]; any: boolean }> {
    const taking: Taking = { ...this.#taking, beganAtMs };
    const answers = await this.#inFrames(call('animator.take', taking));
    const all = answers.map((answer) => trusted(found, answer));
    for (const sentence of all.flatMap((one) => one.warnings)) this.#warn(sentence);
    return {
      captured: all.flatMap(({ captured }) => captured),
      any: all.some(({ held }) => held > 0),
    };
  }

  /** Has every animation show the moment this long after the start of the capture. Milliseconds. */
  async seek(ms: number): Promise<void> {
    await this.#arrival(await this.#inFrames(call('animator.seek', ms)));
  }

  /**
   * Ends what has been captured, so that what waits for the end goes on.
   * @param afterMs How long it has been captured.
   */
  async finish(afterMs: number): Promise<void> {
    // From its start to its end at once: what the page is told of the end has been kept from it before.
    await this.seek(0);
    await this.#job.page.frame(this.#job.signal);
    await this.#inFrames(call('animator.finish', afterMs));
    await this.#arrival(await this.#inFrames(call('animator.pending')));
  }

  async release(): Promise<void> {
    const answers = await this.#inFrames(call('animator.release'));
    for (const sentence of answers.flatMap((answer) => trusted(warnings, answer))) {
      this.#warn(sentence);
    }
  }

  /** Does to the page what sets something off. */
  async pull(trigger: unknown): Promise<Static<typeof Pulled>> {
    const { page, signal } = this.#job;
    return trusted(pulled, await page.evaluate(call('triggers.pull', trigger), 'page', signal));
  }

  /** Takes back what `pull` has done, at once. */
  async undo(): Promise<void> {
    const { page, signal } = this.#job;
    await page.evaluate(call('triggers.undo'), 'page', signal);
    await this.#inFrames(call('animator.cutTransitions'));
  }

  async hooks(): Promise<Hooks> {
    const { page, signal } = this.#job;
    return trusted(hooks, await page.evaluate(call('story.hooks'), 'page', signal));
  }

  /** Calls a function the story brought along. @returns What it threw. */
  async callHook(name: 'trigger' | 'verify', input?: unknown): Promise<string | null> {
    const { page, signal } = this.#job;
    const argument = input === undefined ? [] : [input];
    return trusted(failure, await page.run(call(`story.${name}`, ...argument), 'page', signal));
  }

  /** Answers of the frames that have the script; those whose scripts may not run have none. */
  async #inFrames(expression: string): Promise<unknown[]> {
    const { page, signal } = this.#job;
    const answers = await page.evaluateInFrames(expression, 'page', signal);
    return answers.filter((answer) => answer !== null && answer !== undefined);
  }

  /** Waits for what drivers do not show at once. */
  async #arrival(pending: unknown[]): Promise<void> {
    const deadline = performance.now() + driverMs;
    let waiting = pending;
    while (waiting.some((answer) => trusted(count, answer) > 0)) {
      if (performance.now() > deadline) {
        this.#job.onDoubt(`An animation driver was not done with \`seek\` after ${driverMs} ms`);
        return;
      }
      await this.#job.page.frame(this.#job.signal);
      await this.#job.page.pass(frameMs, this.#job.signal);
      await pause(1, this.#job.signal);
      waiting = await this.#inFrames(call('animator.pending'));
    }
  }

  /** Once, however often it happens. */
  #warn(sentence: string): void {
    if (this.#warned.has(sentence)) return;
    this.#warned.add(sentence);
    this.#job.log.add('warn', sentence);
  }
}
