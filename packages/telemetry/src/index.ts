/** What programs show of themselves to whoever runs them: figures, traces and logs. */
export { noTelemetry, readTelemetry, type TelemetryConfig } from './config.ts';
export { createLogger } from './logger.ts';
export { type ServedMetrics, serveMetrics } from './metrics.ts';
export {
  type Attributes,
  noTracing,
  type PastSpan,
  type SpanOptions,
  type Tracing,
} from './spans.ts';
export { startTracing } from './tracing.ts';
