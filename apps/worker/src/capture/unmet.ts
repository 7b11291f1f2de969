import type { Capabilities } from '@twinlens/browser';
import { TwinlensError } from '@twinlens/contract';
import { appearanceOf, hasSvgAnimations } from './appearance.ts';
import type { CaptureJob } from './job.ts';
import { viewportOf } from './rectangle.ts';

type Payload = CaptureJob['payload'];

/** Wishes of a payload for how documents are shown, by what engines call them. */
const wishes = {
  deviceScaleFactor: 'deviceScaleFactor',
  reducedMotion: 'prefersReducedMotion',
  colorScheme: 'prefersColorScheme',
  forcedColors: 'forcedColors',
  print: 'media: print',
  transparent: 'omitBackground',
} as const;

/** What a payload asks for and does not get of an engine, by name. */
export function unmetBy({ appearance, animations, headers }: Capabilities, payload: Payload) {
  const wanted = appearanceOf(payload);
  const shown = Object.entries(wishes).flatMap(([key, name]) => {
    const wish = key as keyof typeof wishes;
    return wanted[wish] && !appearance[wish] ? [name] : [];
  });
  return [
    ...shown,
    ...(hasSvgAnimations(payload) && !animations ? ['animate'] : []),
    ...(payload.outgoingRequestHeaders?.length && !headers ? ['outgoingRequestHeaders'] : []),
  ];
}

/** @throws TwinlensError where an engine cannot show pages as large as a payload wants them. */
export function checkViewport({ minWidth }: Capabilities, payload: Payload): void {
  const { width } = viewportOf(payload);
  if (width >= minWidth) return;
  throw new TwinlensError(
    'invalid_request',
    `The viewport is ${width} pixels wide; this browser cannot show less than ${minWidth}`,
  );
}
