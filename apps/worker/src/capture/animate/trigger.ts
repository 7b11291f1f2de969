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
  const { job, plan, animator } = scene;
  const { page, log, signal } = job;
  if (byStory) {
    const failure = await animator.callHook('trigger');
    return { found: failure === null, failure };
  }
  if (!plan.trigger) return { found: undefined, failure: null };
  const { found, point } = await animator.pull(plan.trigger);
  if (!found)
    log.add('warn', `Nothing matches the selector of the trigger: ${plan.trigger.selector}`);
  if (point) await page.movePointer(point, signal);
  // What the page does in turn, it may do in a task of its own.
  if (found && !plan.clock) await page.pass(takeInMs, signal);
  return { found, failure: null };
}

/** Takes back what the trigger has done to elements, and the pointer away. */
export async function undoTrigger({ job, plan, animator }: Scene): Promise<void> {
  if (!plan.trigger) return;
  const { page, signal } = job;
  await animator.seclude(true);
  await animator.undo();
  if (plan.trigger.action === 'hover') await page.movePointer(undefined, signal);
  await page.pass(takeInMs, signal);
  await animator.seclude(false);
}

/** Looks for animations that are there by now, and for as long as wanted for those that begin late. */
export async function discover({ job, plan, animator }: Scene): Promise<Described[]> {
  const { page, signal } = job;
  const { captured } = await animator.take(0);
  // With the clock, they are found when their time has come.
  const looks = plan.clock ? 0 : Math.ceil(plan.discovery.settleMs / frameMs);
  for (let frame = 1; frame <= Math.min(looks, plan.discovery.maxFrames); frame += 1) {
    await page.pass(frameMs, signal);
    captured.push(...(await animator.take(frame * frameMs)).captured);
  }
  await arrive(job);
  return captured;
}
