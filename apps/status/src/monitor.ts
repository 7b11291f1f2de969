import { setTimeout as delay } from 'node:timers/promises';
import { operations } from '@twinlens/contract';

export type ComponentState = 'unknown' | 'operational' | 'major_outage';

/** One watched thing, as published. */
export interface Component {
  name: string;
  state: ComponentState;
  /** What the last check saw, for a person. */
  seen: string;
  /** ISO 8601 UTC; null before the first check. */
  checkedAt: string | null;
}

/** A state counts when this many checks in a row agree; one lost packet is no outage. */
const confirmations = 2;
const intervalMs = 2_000;
const deadlineMs = 4_000;

interface Watched extends Component {
  path: string;
  /** Agreement so far on a state that is not the published one. */
  candidate: { state: ComponentState; count: number };
}

export interface Monitor {
  components(): Component[];
}

async function check(
  url: string,
  signal: AbortSignal,
): Promise<{ state: ComponentState; seen: string }> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
    });
    await response.arrayBuffer();
    return response.ok
      ? { state: 'operational', seen: `answered ${response.status}` }
      : { state: 'major_outage', seen: `answered ${response.status}` };
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    return {
      state: 'major_outage',
      seen: timedOut ? `no answer within ${deadlineMs} ms` : 'could not be reached',
    };
  }
}

function take(watched: Watched, result: { state: ComponentState; seen: string }): void {
  watched.seen = result.seen;
  watched.checkedAt = new Date().toISOString();
  const { candidate } = watched;
  candidate.count = candidate.state === result.state ? candidate.count + 1 : 1;
  candidate.state = result.state;
  // The first answer is all there is to say at start; after that a change must be confirmed.
  if (watched.state === 'unknown' || candidate.count >= confirmations) watched.state = result.state;
}

/** Watches a Twinlens through its public address until the signal ends it. */
export function startMonitor(origin: string, signal: AbortSignal): Monitor {
  const watched: Watched[] = [
    { name: 'API', path: operations.getReadiness.path },
    { name: 'Web UI', path: '/sign-in' },
  ].map((entry) => ({
    ...entry,
    state: 'unknown',
    seen: 'not checked yet',
    checkedAt: null,
    candidate: { state: 'unknown', count: 0 },
  }));

  const watch = async (component: Watched): Promise<void> => {
    while (!signal.aborted) {
      const result = await check(`${origin}${component.path}`, signal);
      if (signal.aborted) return;
      take(component, result);
      await delay(intervalMs, undefined, { signal }).catch(() => undefined);
    }
  };
  for (const component of watched) void watch(component);

  return {
    components: () =>
      watched.map(({ name, state, seen, checkedAt }) => ({ name, state, seen, checkedAt })),
  };
}
