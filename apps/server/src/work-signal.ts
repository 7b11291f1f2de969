/** Tells waiting workers of this process that there may be work. */
export interface WorkSignal {
  notify(): void;
  /**
   * Resolves at the next notification, when the time is over or when the signal aborts; the caller
   * looks again in each case, as another may have taken the work.
   */
  wait(options: { forMs: number; signal: AbortSignal }): Promise<void>;
}

export function createWorkSignal(): WorkSignal {
  const waiting = new Set<() => void>();
  return {
    notify() {
      for (const wake of waiting) wake();
    },
    wait({ forMs, signal }) {
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        const timer = setTimeout(wake, forMs);
        waiting.add(wake);
        signal.addEventListener('abort', wake);
        if (signal.aborted) wake();
      });
    },
  };
}
