import type { Capabilities, Device } from '@twinlens/browser';
import { TwinlensError } from '@twinlens/contract';
import { appearanceOf, hasSvgAnimations } from './appearance.ts';
import type { CaptureJob } from './job.ts';
import { viewportOf } from './rectangle.ts';

type Payload = CaptureJob['payload'];

/** Wishes of a payload for how documents are shown, by what engines call them. */
export const wishes = {
  deviceScaleFactor: 'deviceScaleFactor',
  reducedMotion: 'prefersReducedMotion',
  colorScheme: 'prefersColorScheme',
  forcedColors: 'forcedColors',
  print: 'media: print',
  transparent: 'omitBackground',
} as const;

const deviceWishes: Record<keyof Device, string> = {
  userAgent: 'the user agent of the device',
  touch: 'touch events, and the media queries of a device without a mouse',
};

/** What of a device an engine does not show, in words. */
export function unmetOf(capabilities: Capabilities, device: Device | undefined): string[] {
  const wishes = Object.entries(deviceWishes);
  return wishes.flatMap(([key, name]) => {
    const wish = key as keyof Device;
    return device?.[wish] && !capabilities.device[wish] ? [name] : [];
  });
}

/** What a payload and its device ask for and do not get of an engine, by name. */
export function unmetBy(
  capabilities: Capabilities,
  { payload, device }: Pick<CaptureJob, 'payload' | 'device'>,
): string[] {
  const { appearance, animations, headers } = capabilities;
  const wanted = appearanceOf(payload);
  const shown = Object.entries(wishes).flatMap(([key, name]) => {
    const wish = key as keyof typeof wishes;
    return wanted[wish] && !appearance[wish] ? [name] : [];
  });
  return [
    ...shown,
    ...(hasSvgAnimations(payload) && !animations ? ['animate'] : []),
    ...(payload.outgoingRequestHeaders?.length && !headers ? ['outgoingRequestHeaders'] : []),
    ...unmetOf(capabilities, device),
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
