import { type Browser, BrowserGoneError, PageScriptError } from '@twinlens/browser';
import {
  type BodyOf,
  canAnimate,
  type finishLease,
  Payload,
  TwinlensError,
} from '@twinlens/contract';
import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { capture } from '../capture/capture.ts';
import type { CaptureLog } from '../capture/capture-log.ts';
import type { CaptureLimits } from '../capture/limits.ts';
import type { PackageFiles } from '../network/package-site.ts';
import { readPackage } from '../package/read-package.ts';
import type { Lease, LeaseServer } from './server.ts';
import { PictureUploads } from './upload-pictures.ts';

type Result = BodyOf<typeof finishLease>;

export interface LeaseRun {
  lease: Lease;
  server: LeaseServer;
  browser: Browser;
  limits: CaptureLimits;
  allowedPrivateHosts: readonly string[];
  log: CaptureLog;
  signal: AbortSignal;
  /** Called as pictures are taken, with how many there are. */
  onProgress(captured: number): void;
}

const payloadSchema = Compile(Payload);

function parsePayload(text: string): Static<typeof Payload> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new TwinlensError('invalid_request', 'The payload is not JSON', { cause });
  }
  if (payloadSchema.Check(value)) return value;
  const [problem] = payloadSchema.Errors(value);
  throw new TwinlensError(
    'invalid_request',
    `The payload is not valid: ${problem?.instancePath ?? ''} ${problem?.message ?? ''}`,
  );
}

async function fetchPackage(
  server: LeaseServer,
  payload: Static<typeof Payload>,
): Promise<PackageFiles | undefined> {
  const named = payload.staticPackage ?? (payload.snapPayloads && payload.assetsPackage);
  if (named === undefined) return undefined;
  return readPackage(await server.package());
}

/** Does the capture of one lease and answers the result to hand in; all images are uploaded then. */
export async function runLease(run: LeaseRun): Promise<Result> {
  const { lease, server, browser, limits, allowedPrivateHosts, log, signal } = run;
  const payload = parsePayload(await server.payload());
  const files = await fetchPackage(server, payload);
  const uploads = new PictureUploads(server);
  const snapshots: Result['snapshots'] = [];
  const skipped: Result['skipped'] = [];
  await capture({
    browser,
    files,
    payload,
    targetName: lease.targetName,
    animates: canAnimate(lease.type),
    limits,
    allowedPrivateHosts,
    log,
    signal,
    async onPicture({ png, ...picture }) {
      snapshots.push({ ...picture, image: await uploads.add(png) });
      run.onProgress(snapshots.length);
    },
    onSkipped: (component, variant) => skipped.push({ component, variant }),
  });
  await uploads.finish();
  return { browser: browser.version, snapshots, skipped, log: log.lines };
}

/** What the person who asked is told, and whether trying again may help. */
export function failureOf(error: unknown): { message: string; retryable: boolean } {
  if (error instanceof BrowserGoneError) {
    return { message: `The browser crashed: ${error.message}`, retryable: true };
  }
  if (error instanceof PageScriptError) return { message: error.message, retryable: false };
  if (error instanceof TwinlensError) {
    return { message: error.message, retryable: error.retryable };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { message: `The worker failed: ${message}`, retryable: true };
}
