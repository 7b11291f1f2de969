import type { Change } from '../api/entities.ts';

/** Fetches the pictures of the change a reviewer most likely looks at next. */
export function preload(change: Change | undefined): void {
  for (const side of [change?.before, change?.after]) {
    if (side) new Image().src = side.image.url;
    if (side?.again) new Image().src = side.again.url;
  }
}
