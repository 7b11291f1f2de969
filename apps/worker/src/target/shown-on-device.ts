import type { TargetType } from '@twinlens/contract';
import type { CaptureJob } from '../capture/job.ts';
import { targets } from './targets.ts';

type Payload = CaptureJob['payload'];

/** A payload as its type shows it: devices have a viewport and pixels of their own, whatever is asked for. */
export function shownOnDevice(type: TargetType, payload: Payload): Payload {
  const { device } = targets[type];
  if (!device) return payload;
  const { viewport, deviceScaleFactor } = device;
  return { ...payload, viewport, deviceScaleFactor };
}
