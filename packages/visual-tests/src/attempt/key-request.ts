import type { Context } from '../context.ts';
import { countAttempt, counter } from './count-attempt.ts';

/**
 * Requests in a quarter of an hour. Build machines of one company often share an address, and every
 * shard of a run asks for itself.
 */
const limits = { sender: 600, pullRequest: 200 };

/**
 * Counts a request for a pull request's key.
 * @param input.sender network address of the caller
 * @returns when to try again, or null when the request may go on
 */
export function countKeyRequest({
  ctx,
  input,
}: {
  ctx: Context;
  input: { sender: string; prUrl: string };
}): Promise<Date | null> {
  return countAttempt(ctx, [
    counter(limits.sender, 'key request', 'sender', input.sender),
    counter(limits.pullRequest, 'key request', 'pull request', input.prUrl),
  ]);
}
