import { useMemo } from 'react';
import type { Picture } from '../../api/entities.ts';
import type { SizedPicture } from '../look/look.ts';
import { useSize } from '../use-size.ts';

/** A picture with its size; a state where there is none, or none yet. */
export function useSized(picture: Picture): SizedPicture | 'loading' | 'missing' {
  const size = useSize(picture);
  return useMemo(() => (typeof size === 'string' ? size : { picture, size }), [picture, size]);
}
