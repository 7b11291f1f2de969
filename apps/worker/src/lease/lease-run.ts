import type { Tracing } from '@twinlens/telemetry';
import type { CaptureLog } from '../capture/capture-log.ts';
import type { Surroundings } from '../capture-cache/surroundings.ts';
import type { PackageShelf } from '../package/package-shelf.ts';
import type { OwnBrowser } from './own-browser.ts';
import type { Lease, LeaseServer } from './server.ts';

/** One lease, and what is needed to do its capture. */
export interface LeaseRun {
  lease: Lease;
  server: LeaseServer;
  browser: OwnBrowser;
  /** What people read that it was captured with; it need not run. */
  browserLabel: string;
  surroundings: Surroundings;
  shelf: PackageShelf;
  allowedPrivateHosts: readonly string[];
  /** Share of the copied pictures that are rendered again, from 0 to 1. */
  auditShare: number;
  log: CaptureLog;
  tracing: Tracing;
  signal: AbortSignal;
  /** Called as pictures are there, with how many. */
  onProgress(captured: number): void;
}
