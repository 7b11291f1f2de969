import { ExampleError } from '../example-error.ts';
import type { CaptureJob, Taken } from '../job.ts';
import type { Looking } from '../look.ts';
import { areasOf, rectangleOf } from '../rectangle.ts';
import { encode, type Frame } from './encode.ts';
import { explainUnmet, type Trace, traceOf, unmet } from './expectations.ts';
import { countDiffering, framesOf, seenIn, startsOf } from './frames.ts';
import { handBack, hold } from './hold.ts';
import { type Hooks, PageAnimator } from './page-animator.ts';
import type { AnimateSettings } from './resolve-options.ts';
import type { Scene } from './scene.ts';
import { type Stage, shootStages } from './stages.ts';
import { leaveMotion } from './story.ts';
import { discover, pullTrigger, type Triggered, undoTrigger } from './trigger.ts';

/** One animated picture to be taken. */
export interface Wanted {
  /** What people are told it is of. */
  name: string;
  settings: AnimateSettings;
  looking: Looking;
  /** Takes a still instead, where there is nothing to be animated. */
  takeStill: () => Promise<Taken>;
}

/**
 * Takes the animated picture of what the page shows now: whatever can be moved to a time is held, and
 * shown at one time after the other. The page is then as it would be without us.
 * @returns The picture, which is a still where nothing moves.
 * @throws ExampleError when the animation is not what was expected of it, and that is to be a failure.
 */
export async function takeAnimation(job: CaptureJob, wanted: Wanted): Promise<Taken> {
  const { name, settings, looking, takeStill } = wanted;
  for (const warning of settings.warnings) job.log.add('warn', warning);
  const animator = new PageAnimator(job, settings);
  const scene: Scene = { job, settings, animator, extent: looking.extent };
  const hooks = await animator.hooks();
  const held = await hold(scene, looking);
  const triggered = await pullTrigger(scene, hooks.trigger);
  const stages = await shootStages(scene, [...held, ...(await discover(scene))]);
  const animation = await encodeStages(scene, stages);
  const trace = traceOf(
    stages.map(({ found, window }) => ({ found, durationMs: window.durationMs })),
    startsOf(animation?.frames ?? []),
    animation ? countDiffering(animation.frames) : 1,
  );
  const problems = await findProblems(scene, trace, triggered, hooks);

  if (animation) await undoTrigger(scene);
  await handBack(scene);
  let taken = animation?.taken;
  if (!taken) {
    // A still is one like any other, but for what has been set off.
    if (hooks.motion) await leaveMotion(job);
    taken = await takeStill();
    await undoTrigger(scene);
  }
  if (problems.length === 0) return taken;
  const text = explainUnmet(problems, trace);
  if (settings.onUnmet === 'fail') throw new ExampleError(text, { harmless: true });
  const named = `"${name}" ${text}`;
  job.log.add('warn', named);
  return settings.onUnmet === 'warn' ? taken : job.pictureOfText(named);
}

/** One file of all frames; undefined where there are none, or a still says as much. */
async function encodeStages(
  { job, settings }: Scene,
  stages: readonly Stage[],
): Promise<{ taken: Taken; frames: readonly Frame[] } | undefined> {
  const began = performance.now();
  const { payload, limits, log } = job;
  const { box, hidden } = seenIn(stages);
  const rectangle = rectangleOf(box, payload, limits);
  const frames = await framesOf(job, stages, rectangle);
  if (frames.length === 0) return undefined;
  const found = stages.some((stage) => stage.found.length > 0);
  // The clock may have had nothing to move.
  if (!found && settings.mode === 'auto' && countDiffering(frames) === 1) return undefined;
  const encoded = encode(frames, settings.plays, settings.maxBytes);
  const left = encoded.frames.length;
  if (left < frames.length) {
    log.add(
      'warn',
      `The animation has ${left} frames of ${frames.length}: more are larger than ${settings.maxBytes} bytes`,
    );
  }
  const ignored = areasOf(hidden, rectangle, payload);
  const shootingMs = stages.reduce((sum, { tookMs }) => sum + tookMs, 0);
  const screenshotMs = shootingMs + performance.now() - began;
  return { taken: { png: encoded.png, rectangle, ignored, screenshotMs }, frames: encoded.frames };
}

/** What was expected of the capture and has not come true, and what the story's own functions threw. */
async function findProblems(
  { settings, animator }: Scene,
  trace: Trace,
  triggered: Triggered,
  hooks: Hooks,
): Promise<string[]> {
  const problems = unmet(settings.expected, trace, triggered.found);
  const failed = (hook: string, failure: string | null): void => {
    if (failure !== null) problems.push(`\`${hook}\` failed: ${failure}`);
  };
  failed('setup', hooks.setupFailure);
  failed('trigger', triggered.failure);
  if (hooks.verify) failed('verify', await animator.callHook('verify', trace));
  return problems;
}
