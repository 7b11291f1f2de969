/** What any server's answer means for a delivery. */
import type { ReceivedResponse } from '@twinlens/contract';
import type { DeliveryOutcome } from '@twinlens/visual-tests';

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

/** Of what was answered, as much as fits in a line. */
export function firstWords(body: string): string {
  const line = body.trim().split(/[\r\n]/, 1)[0] ?? '';
  return line === '' ? '' : `: ${line.slice(0, 200)}`;
}
