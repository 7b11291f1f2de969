import type { Page } from '@twinlens/browser';
import { AnimateConfig, check } from '@twinlens/contract';
import type { Static } from 'typebox';
import { hasVirtualTime, restart } from '../determinism.ts';
import type { CaptureJob } from '../job.ts';
import { call, followed } from './page-script.ts';
import { type AnimateSettings, resolveOptions } from './resolve-options.ts';

/** What becomes of an example, by its own wish and that of its target; undefined: a still. */
export function settingsOf(
  job: CaptureJob,
  own: Static<typeof AnimateConfig> | undefined,
): AnimateSettings | undefined {
  const { payload, animates } = job;
  if (!animates) return undefined;
  // Nothing of a recorded document goes by a clock: no script of it runs.
  const clockIsOurs = hasVirtualTime(job) && payload.snapPayloads === undefined;
  return resolveOptions(payload.animate, own, clockIsOurs);
}

/** Whether the page's time may have to pass from frame to frame. */
export function hasClock({ payload, animates }: CaptureJob): boolean {
  const { animate } = payload;
  return animates && typeof animate === 'object' && animate.clock === 'virtual';
}

interface Progress {
  done?: unknown;
  /** What a story says of its animations, before it is rendered. */
  asked?: unknown;
}

/**
 * Lets the page work on its next example; one that is animated by its own wish is rendered in an
 * environment for motion.
 * @param work Code for the page's own world: a promise of the example.
 * @returns The example, and whether there is such an environment, until `leaveMotion`.
 */
export async function renderExample(
  job: CaptureJob,
  work: string,
  givenMs: number,
): Promise<{ done: unknown; motion: boolean }> {
  const { page, signal } = job;
  const run = async (code: string) => (await page.run(code, 'page', signal, givenMs)) as Progress;
  let motion = false;
  let progress = await run(followed(work));
  while ('asked' in progress) {
    motion = await enterMotion(job, page, progress.asked);
    progress = await run(`(() => { ${restart} return ${call('story.answer', motion)}; })()`);
  }
  return { done: progress.done ?? null, motion };
}

async function enterMotion(job: CaptureJob, page: Page, asked: unknown): Promise<boolean> {
  // What is wrong with it is said once the example is there, and has a name.
  const checked = check(AnimateConfig, asked);
  const settings = checked.ok ? settingsOf(job, checked.value) : undefined;
  if (!settings) return false;
  if (settings.reducedMotion !== undefined)
    await page.reduceMotion?.(settings.reducedMotion, job.signal);
  return true;
}

/** Takes back the environment of a story, if there is one. */
export async function leaveMotion({ page, log, signal }: CaptureJob): Promise<void> {
  const failure = await page.run(call('story.end'), 'page', signal);
  if (typeof failure === 'string') {
    log.add('warn', `What \`animate.setup\` returned has failed: ${failure.slice(0, 2000)}`);
  }
  await page.reduceMotion?.(undefined, signal);
}
