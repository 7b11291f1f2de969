/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { AnimationGuard } from './guard-animations.ts';
import type { Root, Seekable } from './seekable.ts';

/**
 * Finds pictures of SVG with animations of its own (SMIL), which all go by one clock of the picture;
 * it does not say when they end. Runs in the page: self-contained.
 */
export function findSvgAnimations(guard: AnimationGuard): (roots: readonly Root[]) => Seekable[] {
  const moving = 'animate, animateMotion, animateTransform, set';
  const { pauseAnimations, unpauseAnimations, setCurrentTime, getCurrentTime } =
    SVGSVGElement.prototype;

  const seekableOf = (svg: SVGSVGElement): Seekable => {
    let before: { paused: boolean; time: number } | undefined;
    return {
      kind: 'svg',
      name: svg.id || null,
      element: svg,
      key: svg,
      lengthMs: null,
      repeats: false,
      pause() {
        before = { paused: svg.animationsPaused(), time: getCurrentTime.call(svg) };
        pauseAnimations.call(svg);
      },
      seek: (ms) => setCurrentTime.call(svg, ms / 1000),
      finish() {},
      release() {
        if (!before) return;
        setCurrentTime.call(svg, before.time);
        if (!before.paused) unpauseAnimations.call(svg);
      },
    };
  };

  return (roots) =>
    roots
      .flatMap((root) => [...root.querySelectorAll('svg')])
      .filter((svg) => !svg.ownerSVGElement && svg.querySelector(moving) !== null)
      .filter((svg) => !guard.isPausedByPage(svg))
      .map(seekableOf);
}
