import { writeApng } from '@twinlens/image-diff';
import { frameMs, lengthOf } from '../animation.ts';
import type { PictureName } from '../picture.ts';
import { drawPicture } from './draw-picture.ts';

export function drawAnimation(name: PictureName): Buffer {
  const { frameCount } = lengthOf(name);
  const frames = Array.from({ length: frameCount }, (_, frame) => ({
    png: drawPicture(name, (frameCount - 1 - frame) * 12),
    delayMs: frameMs,
  }));
  return writeApng({ frames, plays: 0 });
}
