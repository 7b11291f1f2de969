import { TwinlensError } from '@twinlens/contract';

export interface Heartbeat {
  stop(): void;
}

/**
 * Keeps a lease by a sign of life every third of its duration. A lease nobody could renew in time is
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
  let expires = performance.now() + expiresInMs;
  const stop = (): void => {
    stopped = true;
    clearTimeout(timer);
  };
  const schedule = (ms: number): void => {
    if (!stopped) timer = setTimeout(sign, ms);
  };
  const lose = (reason: TwinlensError): void => {
    if (stopped) return;
    stop();
    onLost(reason);
  };
  const sign = (): void => {
    beat().then(
      (holdsMs) => {
        expires = performance.now() + holdsMs;
        schedule(holdsMs / 3);
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
  return { stop };
}
