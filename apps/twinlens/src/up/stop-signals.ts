/** Stopping in two phases: the first signal asks, the second insists. */
export interface StopSignals {
  /** Finish what is in hand and end. */
  stop: AbortSignal;
  /** End now. */
  force: AbortSignal;
}

export function listenForStopSignals(): StopSignals {
  const stop = new AbortController();
  const force = new AbortController();
  const onSignal = () => (stop.signal.aborted ? force : stop).abort();
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return { stop: stop.signal, force: force.signal };
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
