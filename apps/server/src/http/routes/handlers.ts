import type { Auth } from '../../sign-in/auth.ts';
import type { WorkflowTokens } from '../../sign-in/workflow-tokens.ts';
import type { WorkSignal } from '../../work-signal.ts';
import type { Handlers } from '../handler.ts';
import { flakeHandlers } from './client-api/flake.ts';
import { clientImageHandlers } from './client-api/images.ts';
import { jobHandlers } from './client-api/jobs.ts';
import { createKeyHandlers } from './client-api/keys.ts';
import { madeReportHandlers } from './client-api/made-reports.ts';
import { packageHandlers } from './client-api/packages.ts';
import { reportHandlers } from './client-api/reports.ts';
import { snapRequestHandlers } from './client-api/snap-requests.ts';
import { createHealthHandlers } from './health.ts';
import { publicHandlers } from './public/handlers.ts';
import { createStatusHandlers } from './status-api/handlers.ts';
import { createWebApiHandlers } from './web-api/handlers.ts';
import { accessibilityHandlers } from './worker-api/accessibility.ts';
import { passHandlers } from './worker-api/capture-cache.ts';
import { imageHandlers } from './worker-api/images.ts';
import { createLeaseHandlers } from './worker-api/leases.ts';

export interface HandlerOptions {
  auth: Auth;
  work: WorkSignal;
  workflowTokens: WorkflowTokens;
  /** Aborts when the server is about to stop: long waits end, readiness says no. */
  draining: AbortSignal;
  /** Whether destinations may be in private networks. */
  allowPrivate: boolean;
  /** Of the mail server; null where no mail is sent. */
  smtpUrl: string | null;
}

/** Every operation of the contract with what answers it. */
export function createHandlers(options: HandlerOptions): Handlers {
  const { auth, work, workflowTokens, draining, ...network } = options;
  return {
    ...jobHandlers,
    ...packageHandlers,
    ...snapRequestHandlers,
    ...reportHandlers,
    ...clientImageHandlers,
    ...madeReportHandlers,
    ...flakeHandlers,
    ...createKeyHandlers(workflowTokens),
    ...createLeaseHandlers({ work, draining }),
    ...imageHandlers,
    ...passHandlers,
    ...accessibilityHandlers,
    ...createStatusHandlers(network),
    ...createWebApiHandlers(auth, network),
    ...publicHandlers,
    ...createHealthHandlers(draining),
  };
}
