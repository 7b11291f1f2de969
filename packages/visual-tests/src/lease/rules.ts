export type FailureVerdict =
  | { outcome: 'retry' }
  /** `error` is what people read. */
  | { outcome: 'fail'; error: string };

/**
 * What follows a failed attempt. What may be the machine's fault is tried again, but not for ever: a
 * page that crashes every browser must not take all workers with it.
 */
export function judgeFailure(
  attempts: number,
  maxAttempts: number,
  failure: { message: string; retryable: boolean },
): FailureVerdict {
  if (!failure.retryable) return { outcome: 'fail', error: failure.message };
  if (attempts < maxAttempts) return { outcome: 'retry' };
  return { outcome: 'fail', error: `${failure.message} (given up after ${attempts} attempts)` };
}
