import type { Rectangle } from '@twinlens/browser';
import type { Box } from '../in-page/measure.ts';
import type { CaptureJob } from '../job.ts';
import { measureSeen } from '../look.ts';
import { rectangleOf } from '../rectangle.ts';
import { arrive } from './arrive.ts';
import { type Described, frameMs } from './page-animator.ts';
import type { Scene } from './scene.ts';

/** What there is to be seen, in CSS pixels of the document. */
export interface Seen {
  box: Box | null;
  /** Boxes of what is shown and does not count. */
  hidden: Box[];
}

/** Frames as they were taken: all of one rectangle. */
export interface Shots extends Seen {
  pngs: Buffer[];
  rectangle: Rectangle;
}

export const nothingSeen: Seen = { box: null, hidden: [] };

/** Areas that do not count are told one by one up to this many; more are one that holds them all. */
const mostHidden = 1000;

function uniteBoxes(a: Box | null, b: Box | null): Box | null {
  if (!a || !b) return a ?? b;
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

/** What there is to be seen at either of two times. */
export function unite(a: Seen, b: Seen): Seen {
  const boxes = new Map([...a.hidden, ...b.hidden].map((box) => [JSON.stringify(box), box]));
  const hidden = [...boxes.values()];
  const all = hidden.length > mostHidden ? hidden.reduce<Box | null>(uniteBoxes, null) : null;
  return { box: uniteBoxes(a.box, b.box), hidden: all ? [all] : hidden };
}

async function measure({ job, extent }: Scene): Promise<Seen> {
  const seen = `${measureSeen(job, extent)}(twinlens.openRoots())`;
  return (await job.page.evaluate(seen, 'isolated', job.signal)) as Seen;
}

/** What is seen at any of these times, which can be told without taking pictures. */
export async function measureAt(scene: Scene, times: readonly number[]): Promise<Seen> {
  let seen = nothingSeen;
  for (const time of times) {
    await scene.animator.seek(time);
    seen = unite(seen, await measure(scene));
  }
  return seen;
}

/** Takes a picture of each of these times; the page's own time stands still. */
export async function shootStill(
  scene: Scene,
  times: readonly number[],
  rectangle: Rectangle,
): Promise<Shots> {
  const { job, animator } = scene;
  const pngs: Buffer[] = [];
  let seen = nothingSeen;
  for (const time of times) {
    await animator.seek(time);
    seen = unite(seen, await measure(scene));
    await arrive(job);
    pngs.push(await job.page.capture(rectangle, job.signal));
  }
  return { pngs, rectangle, ...seen };
}

/**
 * Takes a picture of each of these times while the page's own time passes up to each, frame by frame.
 * @param rectangle Large enough for whatever may come to be seen.
 * @returns Also the animations that have begun meanwhile.
 */
export async function shootMoving(
  scene: Scene,
  times: readonly number[],
  rectangle: Rectangle,
): Promise<Shots & { late: Described[] }> {
  const { job, animator } = scene;
  const pngs: Buffer[] = [];
  const late: Described[] = [];
  let seen = nothingSeen;
  let now = 0;
  for (const time of times.map(half)) {
    await advance(job, time - now);
    now = time;
    late.push(...(await animator.take(now)).captured);
    await animator.seek(now);
    pngs.push(await job.page.capture(rectangle, job.signal));
    // Only now: scripts may lay everything out anew in the frame of the picture.
    seen = unite(seen, await measure(scene));
  }
  return { pngs, rectangle, ...seen, late };
}

/** Pages have their time in halves of milliseconds: they cannot tell it any finer, and we should not. */
const half = (ms: number): number => Math.round(ms * 2) / 2;

/** Lets this much of the page's time pass, in even frames; the last one is that of the picture. */
async function advance({ page, signal }: CaptureJob, ms: number): Promise<void> {
  const frames = Math.max(1, Math.round(ms / frameMs));
  for (let frame = 1, passed = 0; passed < ms; frame += 1) {
    const until = half((ms * frame) / frames);
    await page.pass(until - passed, signal);
    passed = until;
    if (passed < ms) await page.frame(signal);
  }
}

/** Everything of the document that can be in a picture. */
export async function wholeRectangle({ job }: Scene): Promise<Rectangle> {
  const { right, bottom } = (await job.page.evaluate(
    `({ right: Math.max(innerWidth, twinlens.measurePage().width),
        bottom: Math.max(innerHeight, twinlens.measurePage().height) })`,
    'isolated',
    job.signal,
  )) as { right: number; bottom: number };
  return rectangleOf({ left: 0, top: 0, right, bottom }, job.payload, job.limits);
}
