import type { Appearance } from '@twinlens/browser';
import type { CaptureJob } from './job.ts';

/** How a payload wants documents to be shown. */
export function appearanceOf(payload: CaptureJob['payload']): Appearance {
  const { prefersReducedMotion, prefersColorScheme, deviceScaleFactor } = payload;
  return {
    ...(deviceScaleFactor !== undefined && { deviceScaleFactor }),
    ...(prefersReducedMotion !== undefined && { reducedMotion: prefersReducedMotion }),
    ...(prefersColorScheme && { colorScheme: prefersColorScheme }),
    forcedColors: payload.forcedColors === 'active',
    print: payload.media === 'print',
    transparent: payload.omitBackground === true,
  };
}

/**
 * Whether pictures of SVG have to move: only where something may be animated, as another browser is
 * started for them. An example of a package may be, unless its target says nothing of it, or `false`.
 */
export function hasSvgAnimations({ animate, pages = [] }: CaptureJob['payload']): boolean {
  const wishes = [animate, ...pages.map((item) => item.animate)];
  return wishes.some((wish) => wish !== undefined && wish !== false);
}

/**
 * Whether anything may be animated. Of packages it is not known before: each example may say so, and
 * their code may look for what we offer.
 */
export function mayAnimate(payload: CaptureJob['payload']): boolean {
  return payload.staticPackage !== undefined || hasSvgAnimations(payload);
}
