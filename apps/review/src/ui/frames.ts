import type { Picture } from '../api/entities.ts';
import { duration } from './duration.ts';

const number = new Intl.NumberFormat('en');

export type Animation = NonNullable<Picture['animation']>;

/** How many frames there are, and how long they are shown, once: `24 frames, 2.4 s`. */
export function frames({ frameCount, durationMs }: Animation): string {
  const noun = frameCount === 1 ? 'frame' : 'frames';
  return `${number.format(frameCount)} ${noun}, ${duration(durationMs)}`;
}
