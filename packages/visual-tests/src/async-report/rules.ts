import type { AsyncReportState, SnapRequestState } from '../db/schema.ts';

/** A request of a report, as far as it matters for whether the report can be made. */
export interface Part {
  id: number;
  type: string;
  target: string;
  /** Hash of what is asked for: the payload, or the examples to borrow from wherever. */
  content: string | null;
  state: SnapRequestState;
  error: string | null;
}

export type Verdict =
  | { outcome: 'wait' }
  | { outcome: 'complete' }
  /** `reason` is shown on the report, on comparisons that waited for it and on the job. */
  | { outcome: 'fail'; reason: string };

/**
 * Whether a report can be made now. One failed request fails all of it, at once: a report with holes
 * would show examples as deleted that nobody deleted. A failed one that was asked for again counts no
 * more: what the newer one brings is what is missing.
 *
 * @param requests ordered by id
 */
export function judgeAsyncReport(state: AsyncReportState, requests: Part[]): Verdict {
  if (state !== 'open' && state !== 'pending') return { outcome: 'wait' };
  const newest = new Map(requests.map((request) => [keyOf(request), request]));
  const wanted = requests.filter(
    (request) => request.state !== 'failed' || newest.get(keyOf(request)) === request,
  );
  const failed = wanted.find((request) => request.state === 'failed');
  if (failed !== undefined) {
    return {
      outcome: 'fail',
      reason: `capture ${failed.id} (${failed.target}) failed: ${failed.error ?? 'no reason given'}`,
    };
  }
  const done = wanted.every((request) => request.state === 'done');
  return { outcome: state === 'pending' && done ? 'complete' : 'wait' };
}

const keyOf = ({ type, target, content }: Part) => JSON.stringify([type, target, content]);
