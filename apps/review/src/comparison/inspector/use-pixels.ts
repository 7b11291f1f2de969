import { useQuery } from '@tanstack/react-query';
import type { Picture } from '../../api/entities.ts';
import type { Pixel } from './colour-words.ts';

/** Milliseconds a picture is kept in memory as pixels: it is large. */
const keepMs = 10_000;

/** Null beyond the edges. */
export type ReadPixel = (x: number, y: number) => Pixel | null;

async function readerOf(url: string, signal: AbortSignal): Promise<ReadPixel> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const bitmap = await createImageBitmap(await response.blob(), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (x, y) => {
    if (context === null || x < 0 || y < 0 || x >= bitmap.width || y >= bitmap.height) return null;
    context.clearRect(0, 0, 1, 1);
    context.drawImage(bitmap, x, y, 1, 1, 0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha];
  };
}

/** Reads single pixels of a picture; says where that cannot be done, or not yet. */
export function usePixels({ url }: Picture): ReadPixel | 'loading' | 'unreadable' {
  const { data, isError } = useQuery({
    queryKey: ['pixels', url],
    queryFn: ({ signal }) => readerOf(url, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: keepMs,
    retry: false,
  });
  return isError ? 'unreadable' : (data ?? 'loading');
}
