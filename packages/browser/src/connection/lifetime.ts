/** How long somebody is there to answer. What waits for answers is told once nobody is. */
export class Lifetime {
  /** Undefined while it lasts. */
  endedBy: Error | undefined;
  readonly #listeners = new Set<(reason: Error) => void>();

  /** Ends it; later calls change nothing. */
  end(reason: Error): void {
    if (this.endedBy) return;
    this.endedBy = reason;
    for (const listener of this.#listeners) listener(reason);
    this.#listeners.clear();
  }

  /**
   * @param listener Called once it has ended, at once where it has.
   * @returns Takes the listener back.
   */
  whenEnded(listener: (reason: Error) => void): () => void {
    if (this.endedBy) listener(this.endedBy);
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Answers what `work` answers.
   * @param onAbort Stops what `work` may wait for.
   * @throws What ended it, or the reason of `signal`, where that comes first.
   */
  during<T>(work: Promise<T>, signal: AbortSignal, onAbort?: () => void): Promise<T> {
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        onAbort?.();
        reject(signal.reason as Error);
      };
      if (signal.aborted) {
        work.catch(() => undefined);
        abort();
        return;
      }
      signal.addEventListener('abort', abort, { once: true });
      const stopWaiting = this.whenEnded(reject);
      const done = (): void => {
        signal.removeEventListener('abort', abort);
        stopWaiting();
      };
      work.then(
        (value) => {
          done();
          resolve(value);
        },
        (error: unknown) => {
          done();
          reject(error as Error);
        },
      );
    });
  }
}
