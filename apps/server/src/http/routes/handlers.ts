import type { WorkSignal } from '../../work-signal.ts';
import type { Handlers } from '../handler.ts';
import { createHealthHandlers } from './health.ts';

export interface HandlerOptions {
  work: WorkSignal;
  /** Aborts when the server is about to stop: long waits end, readiness says no. */
  draining: AbortSignal;
}

/** Every operation of the contract with what answers it. */
export function createHandlers({ draining }: HandlerOptions): Partial<Handlers> {
  return { ...createHealthHandlers(draining) };
}
