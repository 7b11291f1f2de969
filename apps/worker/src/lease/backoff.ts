export interface Backoff {
  /** Milliseconds to wait before the next try. */
  next(): number;
  reset(): void;
}

/** Doubling waits with jitter, so that many workers do not come back in step. */
export function startBackoff(firstMs = 200, longestMs = 10_000): Backoff {
  let limit = firstMs;
  return {
    next() {
      const wait = limit / 2 + (Math.random() * limit) / 2;
      limit = Math.min(longestMs, limit * 2);
      return wait;
    },
    reset() {
      limit = firstMs;
    },
  };
}
