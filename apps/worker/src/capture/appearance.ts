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
