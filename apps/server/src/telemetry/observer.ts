import type { Tracing } from '@twinlens/telemetry';
import type { Observer } from '@twinlens/visual-tests';
import type { ServerMetrics } from './metrics.ts';

/** Counts what verbs do, and tells the trace they are part of. */
export function createObserver(
  { happened }: Pick<ServerMetrics, 'happened'>,
  { current, past, span }: Tracing,
): Observer {
  return { happened, current, past, span };
}
