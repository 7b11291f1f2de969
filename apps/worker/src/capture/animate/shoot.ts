import type { Rectangle } from '@twinlens/browser';
import type { Box } from '../in-page/measure.ts';
import type { CaptureJob } from '../job.ts';
import { type Extent, measured } from '../look.ts';
import { rectangleOf } from '../rectangle.ts';
import { arrive } from './arrive.ts';
import { type Described, frameMs, type PageAnimator } from './page-animator.ts';

/** Frames as they were taken: all of one rectangle. */
export interface Shots {
  pngs: Buffer[];
  rectangle: Rectangle;
  /** What there was to be seen in any of them, in CSS pixels of the document. */
  box: Box | null;
}

export function unite(a: Box | null, b: Box | null): Box | null {
  if (!a || !b) return a ?? b;
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

async function measure({ page, signal }: CaptureJob, extent: Extent): Promise<Box | null> {
  return (await page.evaluate(measured(extent), 'isolated', signal)) as Box | null;
}

/** The box of what is seen at any of these times, which can be told without taking pictures. */
export async function measureAt(
  job: CaptureJob,
  animator: PageAnimator,
  extent: Extent,
  times: readonly number[],
): Promise<Box | null> {
  let box: Box | null = null;
  for (const time of times) {
    await animator.seek(time);
    box = unite(box, await measure(job, extent));
  }
  return box;
}

/** Takes a picture of each of these times; the page's own time stands still. */
export async function shootStill(
  job: CaptureJob,
  animator: PageAnimator,
  extent: Extent,
  times: readonly number[],
  rectangle: Rectangle,
): Promise<Shots> {
  const pngs: Buffer[] = [];
  let box: Box | null = null;
  for (const time of times) {
    await animator.seek(time);
    box = unite(box, await measure(job, extent));
    await arrive(job);
    pngs.push(await job.page.capture(rectangle, job.signal));
  }
  return { pngs, rectangle, box };
}

/**
 * Takes a picture of each of these times while the page's own time passes up to each, frame by frame.
 * @param rectangle Large enough for whatever may come to be seen.
 * @returns Also the animations that have begun meanwhile.
 */
export async function shootMoving(
  job: CaptureJob,
  animator: PageAnimator,
  extent: Extent,
  times: readonly number[],
  rectangle: Rectangle,
): Promise<Shots & { late: Described[] }> {
  const pngs: Buffer[] = [];
  const late: Described[] = [];
  let box: Box | null = null;
  let now = 0;
  for (const time of times) {
    await advance(job, time - now);
    now = time;
    late.push(...(await animator.take(now)).captured);
    await animator.seek(now);
    pngs.push(await job.page.capture(rectangle, job.signal));
    // Only now: scripts may lay everything out anew in the frame of the picture.
    box = unite(box, await measure(job, extent));
  }
  return { pngs, rectangle, box, late };
}

/** Lets this much of the page's time pass, in even frames; the last one is that of the picture. */
async function advance({ page, signal }: CaptureJob, ms: number): Promise<void> {
  if (ms <= 0) return;
  const frames = Math.max(1, Math.round(ms / frameMs));
  // The picture before was a frame of its own.
  await page.run('0', 'isolated', signal, ms / frames);
  for (let frame = 1; frame < frames; frame += 1) await page.pass(ms / frames, signal);
}

/** Everything of the document that can be in a picture. */
export async function wholeRectangle({
  page,
  payload,
  limits,
  signal,
}: CaptureJob): Promise<Rectangle> {
  const { right, bottom } = (await page.evaluate(
    `({ right: Math.max(innerWidth, twinlens.measurePage().width),
        bottom: Math.max(innerHeight, twinlens.measurePage().height) })`,
    'isolated',
    signal,
  )) as { right: number; bottom: number };
  return rectangleOf({ left: 0, top: 0, right, bottom }, payload, limits);
}
