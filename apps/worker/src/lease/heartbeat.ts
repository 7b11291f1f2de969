import { TwinlensError } from '@twinlens/contract';

export interface Heartbeat {
  /** There is progress to tell: the next sign comes within a second of the last. */
  progress(): void;
  stop(): void;
}

/** People watch a bar move; more often than this tells them nothing. Milliseconds. */
const progressMs = 1000;

/**
 * Keeps a lease by a sign of life every third of its duration, sooner where there is progress. A lease nobody could renew in time is
 * as good as lost: somebody else may have it.
 * @param beat Sends one sign; answers how long the lease holds from now, in milliseconds.
 * @param onLost Called once, at most.
 */
export function startHeartbeat(
  expiresInMs: number,
  beat: () => Promise<number>,
  onLost: (reason: TwinlensError) => void,
): Heartbeat {
  let stopped = false;
  let timer: NodeJS.Timeout;
  /** When the next sign is due; undefined while one is on its way. */
  let due: number | undefined;
  let untold = false;
  let expires = performance.now() + expiresInMs;
  const stop = (): void => {
    stopped = true;
    clearTimeout(timer);
  };
  const schedule = (ms: number): void => {
    if (stopped) return;
    clearTimeout(timer);
    due = performance.now() + ms;
    timer = setTimeout(sign, ms);
  };
  const lose = (reason: TwinlensError): void => {
    if (stopped) return;
    stop();
    onLost(reason);
  };
  const sign = (): void => {
    due = undefined;
    untold = false;
    beat().then(
      (holdsMs) => {
        expires = performance.now() + holdsMs;
        schedule(untold ? Math.min(progressMs, holdsMs / 3) : holdsMs / 3);
      },
      (error: unknown) => {
        const lost = error instanceof TwinlensError && !error.retryable;
        if (lost) lose(error);
        else if (performance.now() < expires) schedule(expiresInMs / 10);
        else lose(new TwinlensError('lease_lost', 'the server could not be told in time'));
      },
    );
  };
  schedule(expiresInMs / 3);
  const progress = (): void => {
    untold = true;
    if (due !== undefined && due > performance.now() + progressMs) schedule(progressMs);
  };
  return { progress, stop };
}
