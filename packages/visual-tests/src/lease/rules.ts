/** As much as anybody reads, in characters. */
const maxError = 20_000;

/** What is said of a capture of which examples failed: a line for each. */
export function wordFailures(failed: { message: string }[]): string {
  const lines = failed.map(({ message }) => message.replaceAll(/\s*\n\s*/g, ' '));
  return lines.join('\n').slice(0, maxError);
}

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
