import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { findImages, type StoredImage } from './find-images.ts';

export interface NamedImage {
  component: string;
  variant: string;
  image: {
    hash: string;
    width: number | null;
    height: number | null;
    frameCount?: number;
    durationMs?: number;
  };
}

/**
 * The images a worker says it has uploaded, by the hash of their pixels.
 * @throws TwinlensError `invalid_request` when one is missing, or of another size or length
 */
export async function requireImages(
  ctx: Context,
  accountId: number,
  named: NamedImage[],
): Promise<Map<string, StoredImage>> {
  const hashes = [...new Set(named.map(({ image }) => image.hash))];
  const images = await findImages(ctx, accountId, hashes);
  for (const { component, variant, image } of named) {
    const stored = images.get(image.hash);
    const place = `${component} / ${variant}`;
    if (stored === undefined) {
      throw new TwinlensError('invalid_request', `${place}: image ${image.hash} was not uploaded`);
    }
    if (stored.width !== image.width || stored.height !== image.height) {
      throw new TwinlensError(
        'invalid_request',
        `${place}: image ${image.hash} is ${sizeOf(stored)}, not ${sizeOf(image)}`,
      );
    }
    const { frameCount, durationMs } = image;
    const sameFrames = frameCount === undefined || frameCount === stored.frameCount;
    if (!sameFrames || (durationMs !== undefined && durationMs !== stored.durationMs)) {
      throw new TwinlensError(
        'invalid_request',
        `${place}: image ${image.hash} does not have ${frameCount} frames of ${durationMs} ms`,
      );
    }
  }
  return images;
}

const sizeOf = ({ width, height }: { width: number | null; height: number | null }) =>
  width === null || height === null ? 'an accessibility result' : `${width}x${height}`;
