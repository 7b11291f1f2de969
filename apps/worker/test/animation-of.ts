/** What is seen of an animated picture, as it arrived at the server. */
import { readApng } from '@twinlens/image-diff';
import type { Result, ServerDouble } from './server-double.ts';

export interface SeenAnimation {
  size: string;
  plays: number;
  /** Milliseconds each frame is shown. */
  delays: number[];
  /** `#rrggbb` of one pixel in each of the frames. */
  at(x: number, y: number): string[];
}

/** @throws Error where the picture is a still. */
export function animationOf(server: ServerDouble, result: Result, variant: string): SeenAnimation {
  const snapshot = result.snapshots.find((candidate) => candidate.variant === variant);
  const file = server.images.get(snapshot?.image.hash ?? '');
  const animation = file && readApng(file);
  if (!animation) throw new Error(`no animation of ${variant}`);
  const { width, height, plays, frames } = animation;
  const pixels = Array.from(animation.pictures(), ({ rgba }) => Buffer.from(rgba));
  return {
    size: `${width}x${height}`,
    plays,
    delays: frames.map(({ delay }) => (delay.numerator * 1000) / delay.denominator),
    at: (x, y) =>
      pixels.map((rgba) => {
        const offset = (y * width + x) * 4;
        return x < width ? `#${rgba.toString('hex', offset, offset + 3)}` : '';
      }),
  };
}

/** Whether the picture is a still. */
export function isStill(server: ServerDouble, result: Result, variant: string): boolean {
  const snapshot = result.snapshots.find((candidate) => candidate.variant === variant);
  const file = server.images.get(snapshot?.image.hash ?? '');
  if (!file) throw new Error(`no picture of ${variant}`);
  return readApng(file) === undefined;
}
