/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Root } from './open-roots.ts';

/**
 * Brings everything that moves to one defined frame: CSS animations and transitions, SMIL, videos.
 * `last-frame` ends what ends; what repeats for ever stands at its first frame, the only one that is
 * the same whenever one looks. `hold` stops everything where it is, and tells the page nothing: for
 * those that start something new whenever something ends. Runs in the page: self-contained.
 * @returns Whether anything was still moving. The page may react to its end, so render and ask again.
 */
export function freeze(
  mode: 'last-frame' | 'first-frame' | 'hold',
  roots: readonly Root[],
): boolean {
  let moved = false;
  for (const animation of roots.flatMap((root) => root.getAnimations())) {
    // Animations driven by scrolling stand still by themselves.
    if (!(animation.timeline instanceof DocumentTimeline)) continue;
    if (animation.playState !== 'running') continue;
    moved = true;
    const end = animation.effect?.getComputedTiming().endTime;
    if (mode === 'last-frame' && typeof end === 'number' && Number.isFinite(end)) {
      animation.finish();
    } else {
      animation.pause();
      if (mode !== 'hold') animation.currentTime = 0;
    }
  }
  for (const svg of roots.flatMap((root) => [...root.querySelectorAll('svg')])) {
    if (svg.animationsPaused() || svg.ownerSVGElement) continue;
    svg.pauseAnimations();
    svg.setCurrentTime(0);
  }
  for (const video of roots.flatMap((root) => [...root.querySelectorAll('video')])) {
    video.autoplay = false;
    if (!video.paused) video.pause();
    if (video.currentTime > 0 && !video.seeking) {
      video.currentTime = 0;
      moved = true;
    }
  }
  return moved;
}
