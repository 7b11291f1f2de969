import type { Change } from '../api/entities.ts';

/** Fetches the pictures of the change a reviewer most likely looks at next. */
export function preload(change: Change | undefined): void {
  const pictures = [change?.before?.image, change?.after?.image, change?.after?.again];
  for (const picture of pictures) {
    if (picture) new Image().src = picture.url;
  }
}
