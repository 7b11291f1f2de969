import type { Auth } from '../../sign-in/auth.ts';
import type { WorkSignal } from '../../work-signal.ts';
import type { Handlers } from '../handler.ts';
import { createHealthHandlers } from './health.ts';
import { publicHandlers } from './public/handlers.ts';
import { createWebApiHandlers } from './web-api/handlers.ts';

export interface HandlerOptions {
  auth: Auth;
  work: WorkSignal;
  /** Aborts when the server is about to stop: long waits end, readiness says no. */
  draining: AbortSignal;
}

/** Every operation of the contract with what answers it. */
export function createHandlers({ auth, draining }: HandlerOptions): Partial<Handlers> {
  return {
    ...createWebApiHandlers(auth),
    ...publicHandlers,
    ...createHealthHandlers(draining),
  };
}
