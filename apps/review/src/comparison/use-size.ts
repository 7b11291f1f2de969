import { useEffect, useMemo, useState } from 'react';
import type { Picture } from '../api/entities.ts';
import { decodeAhead } from '../ui/decode-ahead.ts';

interface Size {
  width: number;
  height: number;
}

/**
 * The size of a picture, or that it cannot be loaded; it is loaded to find out, and decoded, so that any
 * mode shows it at once. Pixels.
 */
export function useSize({ url, width, height }: Picture): Size | 'loading' | 'missing' {
  const [found, setFound] = useState<{ url: string; size: Size | 'missing' }>();
  const isKnown = width !== null && height !== null;
  useEffect(() => {
    const image = decodeAhead(url);
    if (!isKnown) {
      image.onload = () =>
        setFound({ url, size: { width: image.naturalWidth, height: image.naturalHeight } });
    }
    image.onerror = () => setFound({ url, size: 'missing' });
    return () => {
      image.onload = null;
      image.onerror = null;
    };
  }, [url, isKnown]);
  const size = found?.url === url ? found.size : 'loading';
  return useMemo(
    () => (size !== 'missing' && width !== null && height !== null ? { width, height } : size),
    [size, width, height],
  );
}
