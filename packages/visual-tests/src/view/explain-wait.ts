/** Says of captures in the queue when there is nobody who would take them out. */
import type { SnapRequestState } from '../db/schema.ts';
import { poolOf } from '../worker/pool.ts';

interface Request {
  type: string;
  browserName: string | null;
  state: SnapRequestState;
  error: string | null;
}

export const poolsInQueue = (requests: Request[]): string[] =>
  requests
    .filter(({ state }) => state === 'queued')
    .map(({ type, browserName }) => poolOf(type, browserName));

/** @param unserved reasons of what is in the queue, as of `findUnserved` */
export function explainWait<T extends Request>(request: T, unserved: Map<string, string>): T {
  if (request.state !== 'queued') return request;
  return { ...request, error: unserved.get(poolOf(request.type, request.browserName)) ?? null };
}
