import type { AsyncReportState, SnapRequestState } from '../db/schema.ts';

export type Verdict =
  | { outcome: 'wait' }
  | { outcome: 'complete' }
  /** `reason` is shown on the report, on comparisons that waited for it and on the job. */
  | { outcome: 'fail'; reason: string };

/**
 * Whether a report can be made now. One failed request fails all of it, at once: a report with holes
 * would show examples as deleted that nobody deleted.
 */
export function judgeAsyncReport(
  state: AsyncReportState,
  requests: { id: number; target: string; state: SnapRequestState; error: string | null }[],
): Verdict {
  if (state !== 'open' && state !== 'pending') return { outcome: 'wait' };
  const failed = requests.find((request) => request.state === 'failed');
  if (failed !== undefined) {
    return {
      outcome: 'fail',
      reason: `capture ${failed.id} (${failed.target}) failed: ${failed.error ?? 'no reason given'}`,
    };
  }
  const done = requests.every((request) => request.state === 'done');
  return { outcome: state === 'pending' && done ? 'complete' : 'wait' };
}
