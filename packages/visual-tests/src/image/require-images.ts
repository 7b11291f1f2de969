import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { findImages, type StoredImage } from './find-images.ts';

export interface NamedImage {
  component: string;
  variant: string;
  image: { hash: string; width: number; height: number };
}

/**
 * The images a worker says it has uploaded, by the hash of their pixels.
 * @throws TwinlensError `invalid_request` when one is missing or of another size
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
        `${place}: image ${image.hash} is ${stored.width}x${stored.height}, not ${image.width}x${image.height}`,
      );
    }
  }
  return images;
}
