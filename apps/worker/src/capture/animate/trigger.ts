import { takeInMs } from '../settle.ts';
import { arrive } from './arrive.ts';
import { type Described, frameMs } from './page-animator.ts';
import type { Scene } from './scene.ts';

/** What has become of the trigger. */
export interface Triggered {
  /** Whether it has found what to act on; undefined where there is none. */
  found: boolean | undefined;
  /** What a function of the story threw. */
  failure: string | null;
}

/**
 * Sets off what is to be captured, if that has to be.
 * @param byStory Whether the story has a function that does so.
 */
export async function pullTrigger(scene: Scene, byStory: boolean): Promise<Triggered> {
  const { job, settings, animator } = scene;
  const { page, log, signal } = job;
  if (byStory) {
    const failure = await animator.callHook('trigger');
    return { found: failure === null, failure };
  }
  if (!settings.trigger) return { found: undefined, failure: null };
  const { found, point } = await animator.pull(settings.trigger);
  if (!found)
    log.add('warn', `Nothing matches the selector of the trigger: ${settings.trigger.selector}`);
  if (point) await page.movePointer?.(point, signal);
  // What the page does in turn, it may do in a task of its own.
  if (found && !settings.clock) {
    await page.pass(takeInMs, signal);
    await page.frame(signal);
  }
  return { found, failure: null };
}

/** Takes back what the trigger has done to elements, and the pointer away. */
export async function undoTrigger({ job, settings, animator }: Scene): Promise<void> {
  if (!settings.trigger) return;
  const { page, signal } = job;
  await animator.seclude(true);
  await animator.undo();
  if (settings.trigger.action === 'hover') await page.movePointer?.(undefined, signal);
  await page.frame(signal);
  await animator.seclude(false);
}

/** Looks for animations that are there by now, and for as long as wanted for those that begin late. */
export async function discover({ job, settings, animator }: Scene): Promise<Described[]> {
  const { page, signal } = job;
  const { captured } = await animator.take(0);
  // With the clock, they are found when their time has come.
  const looks = settings.clock ? 0 : Math.ceil(settings.discovery.settleMs / frameMs);
  for (let frame = 1; frame <= Math.min(looks, settings.discovery.maxFrames); frame += 1) {
    await page.frame(signal);
    await page.pass(frameMs, signal);
    captured.push(...(await animator.take(frame * frameMs)).captured);
  }
  await arrive(job);
  return captured;
}
