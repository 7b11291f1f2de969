/** Says of captures in the queue when there is nobody who would take them out. */
import type { SnapRequestState } from '../db/schema.ts';

interface Request {
  type: string;
  state: SnapRequestState;
  error: string | null;
}

export const typesInQueue = (requests: Request[]): string[] =>
  requests.filter(({ state }) => state === 'queued').map(({ type }) => type);

/** @param unserved reasons by type, for the types in the queue */
export function explainWait<T extends Request>(request: T, unserved: Map<string, string>): T {
  if (request.state !== 'queued') return request;
  return { ...request, error: unserved.get(request.type) ?? null };
}
