/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Root } from './open-roots.ts';

/**
 * Names what the document still waits for, apart from images and from requests, which the browser
 * reports: fonts, videos without their first frame. Runs in the page: self-contained.
 */
export function unreadyMedia(roots: readonly Root[]): string[] {
  const waiting: string[] = [];
  for (const { status, family, weight, style } of document.fonts) {
    if (status === 'loading') waiting.push(`font ${family} ${weight} ${style}`.slice(0, 200));
  }
  if (document.fonts.status === 'loading' && waiting.length === 0) waiting.push('fonts');
  for (const video of roots.flatMap((root) => [...root.querySelectorAll('video')])) {
    const loads = video.networkState === HTMLMediaElement.NETWORK_LOADING;
    const empty = video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA && !video.error;
    if (video.seeking || (loads && empty && video.preload !== 'none')) {
      waiting.push(`video ${video.currentSrc.slice(0, 200)}`);
    }
  }
  return waiting;
}
