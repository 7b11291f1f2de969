/** What any server's answer means for a delivery. */
import { type Checked, check, type ReceivedResponse } from '@twinlens/contract';
import type { DeliveryOutcome } from '@twinlens/visual-tests';
import type { Static, TSchema } from 'typebox';

/** Milliseconds the other side asks to wait; null where it does not. */
export function retryAfterMs({ headers }: ReceivedResponse, now: Date): number | null {
  const asked = headers['retry-after'];
  if (asked === undefined) return null;
  const seconds = Number(asked);
  const ms = Number.isNaN(seconds) ? Date.parse(asked) - now.getTime() : seconds * 1000;
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

/** 2xx is taken; what may pass (5xx, 408, 425, 429) is tried again; anything else is refused. */
export function judgeByStatus(response: ReceivedResponse, now: Date): DeliveryOutcome {
  const { status } = response;
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  const problem = `answered ${status}${firstWords(response.body)}`;
  if (status >= 500 || [408, 425, 429].includes(status)) {
    return { kind: 'later', problem, afterMs: retryAfterMs(response, now) };
  }
  return { kind: 'refused', problem };
}

/** Headers that say when a used-up limit begins anew, in seconds since 1970. */
export interface LimitHeaders {
  remaining: string;
  reset: string;
}

const usualNames: LimitHeaders = {
  remaining: 'x-ratelimit-remaining',
  reset: 'x-ratelimit-reset',
};

/**
 * Milliseconds until requests are taken again; null where they are not used up.
 * @param statuses what a server answers then
 */
export function limitedForMs(
  response: ReceivedResponse,
  now: Date,
  statuses: number[],
  names: LimitHeaders = usualNames,
): number | null {
  if (!statuses.includes(response.status)) return null;
  const asked = retryAfterMs(response, now);
  if (asked !== null) return asked;
  if (response.headers[names.remaining] !== '0') return null;
  // By the clock of whoever says it, where that is known.
  const saidAt = Date.parse(response.headers.date ?? '');
  const reset =
    Number(response.headers[names.reset]) * 1000 - (Number.isNaN(saidAt) ? now.getTime() : saidAt);
  return Number.isFinite(reset) && reset > 0 ? reset : 1000;
}

/** A delivery that waits for a rate limit; null where there is none to wait for. */
export const judgeByLimit = (afterMs: number | null): DeliveryOutcome | null =>
  afterMs === null ? null : { kind: 'later', problem: 'its rate limit is used up', afterMs };

/** What a body says, where it is of this shape; null where it is not. */
export function readBody<T extends TSchema>(
  schema: T,
  { body }: Pick<ReceivedResponse, 'body'>,
): Static<T> | null {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  const checked: Checked<Static<T>> = check(schema, value);
  return checked.ok ? checked.value : null;
}

/** Of what was answered, as much as fits in a line. */
export function firstWords(body: string): string {
  const line = body.trim().split(/[\r\n]/, 1)[0] ?? '';
  return line === '' ? '' : `: ${line.slice(0, 200)}`;
}
