import type { TelemetryConfig } from './config.ts';
import { noTracing, type Tracing } from './spans.ts';

/**
 * What makes traces is loaded where they are sent somewhere, and only there.
 * @param service name of the program, where `OTEL_SERVICE_NAME` says no other
 */
export async function startTracing(
  traces: TelemetryConfig['traces'],
  service: string,
): Promise<Tracing> {
  if (traces === null) return noTracing;
  const { createTracing } = await import('./send-traces.ts');
  return createTracing(traces, service);
}
