import type { Rectangle } from '@twinlens/browser';
import { rectangleOf } from '../rectangle.ts';
import { arrive } from './arrive.ts';
import { type Described, frameMs } from './page-animator.ts';
import { sampleTimes, type Window } from './sample-times.ts';
import type { Scene } from './scene.ts';
import { measureAt, type Shots, shootMoving, shootStill, wholeRectangle } from './shoot.ts';
import { discover } from './trigger.ts';
import { windowOf } from './window-of.ts';

/** Animations captured from one start; the end of which may set off the next. */
export interface Stage {
  found: Described[];
  window: Window;
  /** Milliseconds from its start, one for each of its pictures. */
  times: number[];
  shots: Shots;
  /** How long showing and taking them took. Milliseconds, real ones. */
  tookMs: number;
}

/** All frames of an animation have at most as many pixels as this many pictures of the largest size. */
const mostPictures = 4;

/** As many frames as wanted, or as there may be of a rectangle. */
function framesOf({ settings, job }: Scene, { width, height }: Rectangle): number {
  const { payload, limits } = job;
  const pixels = width * height * (payload.deviceScaleFactor ?? 1) ** 2;
  const most = Math.floor((mostPictures * limits.maxPixels) / pixels);
  return Math.max(2, Math.min(settings.maxFrames, most));
}

async function shootStage(scene: Scene, found: Described[]): Promise<Stage> {
  const began = performance.now();
  const stage = await shoot(scene, found);
  return { ...stage, tookMs: performance.now() - began };
}

async function shoot(scene: Scene, found: Described[]): Promise<Omit<Stage, 'tookMs'>> {
  const { job, settings } = scene;
  const window = windowOf(settings, found);
  const timesFor = (maxFrames: number) => sampleTimes(window, settings.sampling, maxFrames);
  if (settings.clock) {
    const whole = await wholeRectangle(scene);
    const times = timesFor(framesOf(scene, whole));
    const { late, ...shots } = await shootMoving(scene, times, whole);
    return { found: [...found, ...late], window, times, shots };
  }
  if (settings.stages.max > 1) {
    const whole = await wholeRectangle(scene);
    const times = timesFor(framesOf(scene, whole));
    return { found, window, times, shots: await shootStill(scene, times, whole) };
  }
  const { box } = await measureAt(scene, timesFor(settings.maxFrames));
  await arrive(job);
  const rectangle = rectangleOf(box, job.payload, job.limits);
  const times = timesFor(framesOf(scene, rectangle));
  return { found, window, times, shots: await shootStill(scene, times, rectangle) };
}

/** Lets the stage before come to its end, and waits for what that sets off; empty where nothing does. */
async function awaitNext(scene: Scene, stages: readonly Stage[]): Promise<Described[]> {
  const { job, settings, animator } = scene;
  await animator.finish(stages.at(-1)?.window.durationMs ?? 0);
  const seen = new Set(stages.flatMap(({ found }) => found.map(({ signature }) => signature)));
  for (let waited = 0; waited < settings.stages.waitMs; waited += frameMs) {
    await job.page.frame(job.signal);
    await job.page.pass(frameMs, job.signal);
    const { captured } = await animator.take(0);
    if (captured.length === 0) continue;
    await animator.seclude(true);
    // A chain that begins again does not go on.
    if (captured.every(({ signature }) => seen.has(signature))) return [];
    return [...captured, ...(await discover(scene))];
  }
  return [];
}

/** Captures one stage after the other; none where nothing is to be captured. */
export async function shootStages(scene: Scene, first: Described[]): Promise<Stage[]> {
  const { settings } = scene;
  if (first.length === 0 && settings.mode === 'auto' && !settings.clock) return [];
  const stages = [await shootStage(scene, first)];
  while (stages.length < settings.stages.max) {
    const found = await awaitNext(scene, stages);
    if (found.length === 0) break;
    stages.push(await shootStage(scene, found));
  }
  return stages;
}
