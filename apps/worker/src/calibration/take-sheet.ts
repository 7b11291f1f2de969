import { createHash } from 'node:crypto';
import { decodePng } from '@twinlens/image-diff';
import type { Logger } from 'pino';
import { capture } from '../capture/capture.ts';
import { CaptureLog } from '../capture/capture-log.ts';
import type { CaptureLimits } from '../capture/limits.ts';
import { type BrowserChoice, OwnBrowser } from '../lease/own-browser.ts';
import type { EmulatedDevice } from '../target/targets.ts';
import { sheet } from './sheet.ts';

export interface SheetOptions extends BrowserChoice {
  device?: EmulatedDevice | undefined;
  limits: CaptureLimits;
  signal: AbortSignal;
}

/** A picture of the sheet. */
export interface SheetPicture {
  width: number;
  height: number;
  rgba: Uint8Array;
}

/**
 * Captures the calibration sheet as any package is captured, with a browser of its own.
 * @throws what a capture throws; Error where there is no picture
 */
export async function takeSheet(options: SheetOptions, logger: Logger): Promise<SheetPicture> {
  const { device, limits, signal } = options;
  const browsers = new OwnBrowser(options, logger);
  const pictures: Buffer[] = [];
  const failed: string[] = [];
  const viewport = device?.viewport ?? '800x600';
  try {
    await capture({
      payload: {
        viewport,
        staticPackage: 'calibration',
        ...(device && { deviceScaleFactor: device.deviceScaleFactor }),
      },
      files: new Map([['iframe.html', Buffer.from(sheet)]]),
      targetName: 'calibration',
      device,
      animates: false,
      accessibility: false,
      allowedPrivateHosts: [],
      browsers,
      limits,
      log: new CaptureLog(),
      signal,
      expected: [],
      onlyExpected: false,
      onPicture: async ({ png }) => void pictures.push(png),
      onFailed: ({ message }) => failed.push(message),
      onSkipped: () => undefined,
      onDisturbed: () => undefined,
      onKnown: () => undefined,
      onAsked: () => undefined,
      onDoubt: () => undefined,
    });
  } finally {
    await browsers.discard();
  }
  const [png] = pictures;
  if (png === undefined) throw new Error(failed[0] ?? 'the sheet was not shown');
  return decodePng(png);
}

/** SHA-256, in hex, of a picture's size and pixels. */
export function digestOfPicture({ width, height, rgba }: SheetPicture): string {
  return createHash('sha256').update(`${width}x${height}\n`).update(rgba).digest('hex');
}
