import { useEffect, useState } from 'react';
import type { Picture } from '../api/entities.ts';

interface Size {
  width: number;
  height: number;
}

/** The size of a picture, which is loaded to find out where nobody said. Pixels. */
export function useSize({ url, width, height }: Picture): Size | 'loading' | 'missing' {
  const [found, setFound] = useState<{ url: string; size: Size | 'missing' }>();
  const isKnown = width !== null && height !== null;
  useEffect(() => {
    if (isKnown) return;
    const image = new Image();
    image.onload = () =>
      setFound({ url, size: { width: image.naturalWidth, height: image.naturalHeight } });
    image.onerror = () => setFound({ url, size: 'missing' });
    image.src = url;
    return () => {
      image.onload = null;
      image.onerror = null;
    };
  }, [url, isKnown]);
  if (width !== null && height !== null) return { width, height };
  return found?.url === url ? found.size : 'loading';
}
