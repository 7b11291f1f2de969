import { setImmediate as turn } from 'node:timers/promises';
import type { Rectangle } from '@twinlens/browser';
import type { CaptureJob } from '../job.ts';
import { crop, type Frame } from './encode.ts';
import { delaysOf } from './sample-times.ts';
import { nothingSeen, type Seen, unite } from './shoot.ts';
import type { Stage } from './stages.ts';

/** The part of a picture of `taken` that shows `wanted`, in its pixels. */
function partOf(taken: Rectangle, wanted: Rectangle, scale: number): Rectangle {
  const left = Math.max(taken.x, wanted.x);
  const top = Math.max(taken.y, wanted.y);
  const right = Math.min(taken.x + taken.width, wanted.x + wanted.width);
  const bottom = Math.min(taken.y + taken.height, wanted.y + wanted.height);
  return {
    x: Math.round((left - taken.x) * scale),
    y: Math.round((top - taken.y) * scale),
    width: Math.max(1, Math.round((right - left) * scale)),
    height: Math.max(1, Math.round((bottom - top) * scale)),
  };
}

/** What there was to be seen at any time of any stage. */
export function seenIn(stages: readonly Stage[]): Seen {
  return stages.reduce((all, { shots }) => unite(all, shots), nothingSeen);
}

/** The frames of all stages, cut to one rectangle. */
export async function framesOf(
  { payload }: CaptureJob,
  stages: readonly Stage[],
  wanted: Rectangle,
): Promise<Frame[]> {
  const frames: Frame[] = [];
  for (const { shots, times, window } of stages) {
    const part = partOf(shots.rectangle, wanted, payload.deviceScaleFactor ?? 1);
    const delays = delaysOf(times, window);
    for (const [index, png] of shots.pngs.entries()) {
      frames.push({ png: crop(png, part), delayMs: delays[index] ?? 0 });
      // One takes a moment; all of them would hold up the other captures of the worker.
      await turn();
    }
  }
  return frames;
}

/** How many frames show something else than the one before, the first included. */
export function countDiffering(frames: readonly Frame[]): number {
  return frames.filter(({ png }, index) => {
    const before = frames[index - 1];
    return !before?.png.equals(png);
  }).length;
}

/** When each is shown, in milliseconds from the start of the first. */
export function startsOf(frames: readonly Frame[]): number[] {
  let start = 0;
  return frames.map(({ delayMs }) => {
    start += delayMs;
    return start - delayMs;
  });
}
