import { PageScriptError } from '@twinlens/browser';
import {
  type BodyOf,
  type finishLease,
  type recordPasses,
  TwinlensError,
} from '@twinlens/contract';
import type { CaptureLog } from '../capture/capture-log.ts';
import { UnexpectedExampleError } from '../capture/job.ts';
import { nothingKnown, type Plan } from '../capture-cache/plan.ts';
import { planOf } from '../capture-cache/plan-of.ts';
import { noRecording, startRecording } from '../capture-cache/recording.ts';
import { chooseSample, type Sample } from '../capture-cache/sample.ts';
import { type Subject, subjectOf } from '../capture-cache/subject.ts';
import { captureAgain } from './capture-again.ts';
import type { LeaseRun } from './lease-run.ts';
import { type CaptureRequest, readRequest } from './read-request.ts';
import { copyAll, type Rendered, render } from './render.ts';

export interface LeaseOutcome {
  /** All images of it are with the server. */
  result: BodyOf<typeof finishLease>;
  /** For the server, once it has the result. */
  remembered: BodyOf<typeof recordPasses>;
  /** What is to be rendered again then. */
  sample: Sample | null;
}

async function findPlan({ server, log, signal }: LeaseRun, subject: Subject): Promise<Plan> {
  try {
    return planOf(subject, await server.findPasses(subject.keys));
  } catch (error) {
    const lost = error instanceof TwinlensError && error.code === 'lease_lost';
    if (lost || signal.aborted) throw error;
    log.add('warn', `What was captured before could not be asked for: ${String(error)}`);
    return nothingKnown;
  }
}

/** Whether an error may come from examples having been walked past. */
const isAboutThePage = (error: unknown) =>
  error instanceof UnexpectedExampleError ||
  error instanceof PageScriptError ||
  (error instanceof TwinlensError && error.code === 'invalid_request');

interface Captured extends Rendered {
  /** What was not rendered, and why the rest was. */
  plan: Plan;
  /** What will not be copied, and why. */
  remarks: string[];
}

/**
 * Renders what is not known. A package that does not take it well when examples are walked past is
 * captured from the beginning.
 */
async function renderRest(
  run: LeaseRun,
  request: CaptureRequest,
  subject: Subject | null,
  plan: Plan,
): Promise<Captured> {
  const { limits } = run.surroundings;
  const recording = subject ? startRecording(subject) : noRecording;
  try {
    const rendered = await render({
      ...run,
      ...request,
      limits,
      plan,
      recording,
    });
    return { ...rendered, plan, remarks: recording.remarks() };
  } catch (error) {
    const hasWalked = subject?.kind === 'package' && plan.known.length > 0;
    if (!hasWalked || run.signal.aborted || !isAboutThePage(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    run.log.add(
      'warn',
      `Nothing is copied: the package did not show what it did before: ${reason}`,
    );
    await run.browser.discard();
    return renderRest(run, request, subject, nothingKnown);
  }
}

function explain(log: CaptureLog, { plan: { reasons }, snapshots, remarks }: Captured): void {
  const copied = snapshots.filter((snapshot) => snapshot.copied).length;
  const rendered = snapshots.length - copied;
  if (copied > 0) {
    const what = `${copied} of ${snapshots.length} pictures were copied from earlier captures`;
    log.add('info', `${what}: nothing that went into them has changed`);
  }
  if (rendered > 0 && reasons.length > 0) {
    log.add('info', `${rendered} of ${snapshots.length} were rendered: ${reasons.join('; ')}`);
  }
  for (const remark of remarks) log.add('info', remark);
}

/**
 * Does the capture of one lease: what is known from before is copied, the rest is rendered, and what
 * would be reported as a difference is rendered again.
 */
export async function runLease(run: LeaseRun): Promise<LeaseOutcome> {
  const { lease, server, surroundings, shelf, log, tracing } = run;
  const request = await tracing.span('read package', {}, () => readRequest(lease, server, shelf));
  const subject = subjectOf({ ...lease, ...request }, surroundings);
  const found = subject ? await findPlan(run, subject) : nothingKnown;
  const captured = found.complete
    ? { ...copyAll(found), failed: [], shown: [], passes: [], plan: found, remarks: [] }
    : await renderRest(run, request, subject, found);
  explain(log, captured);
  const { snapshots, skipped, failed, passes } = await tracing.span('look twice', {}, () =>
    captureAgain(run, request, captured),
  );
  const { plan } = captured;
  return {
    result: { browser: run.browserLabel, snapshots, skipped, failed, log: log.lines },
    remembered: { used: plan.used, passes },
    sample: subject && chooseSample(subject, plan, run.auditShare),
  };
}
