/** Traces by OpenTelemetry, sent over OTLP as JSON over HTTP. */
import {
  context,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { parseTraceParent } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { TelemetryConfig } from './config.ts';
import type { SpanOptions, Tracing } from './spans.ts';

/** Longest wait for the last spans when a program ends. Milliseconds. */
const lastMs = 5_000;

/** One of these at a time in a process: what is under way is known to the process. */
export function createTracing(
  { share }: NonNullable<TelemetryConfig['traces']>,
  service: string,
): Tracing {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const root = share === 1 ? new AlwaysOnSampler() : new TraceIdRatioBasedSampler(share);
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': service }))
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: new ParentBasedSampler({ root }),
    spanProcessors: [
      // Batches are as far apart as receivers keep idle connections: one that is kept may be closed as it is used.
      new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ keepAlive: false }) }),
    ],
  });
  const tracer = provider.getTracer('twinlens');

  /** Null where the work belongs to nothing. */
  function begin(name: string, { parent, begins, attributes = {} }: SpanOptions): Span | null {
    const given = parent ? parseTraceParent(parent) : null;
    const within =
      given === null
        ? context.active()
        : trace.setSpanContext(ROOT_CONTEXT, { ...given, isRemote: true });
    if (!begins && trace.getSpanContext(within) === undefined) return null;
    const kind = begins ? SpanKind.SERVER : SpanKind.INTERNAL;
    return tracer.startSpan(name, { kind, attributes }, within);
  }

  return {
    current() {
      const under = trace.getSpanContext(context.active());
      return under && isSpanContextValid(under) ? traceparentOf(under) : null;
    },
    ids() {
      const under = trace.getSpanContext(context.active());
      return under && { traceId: under.traceId, spanId: under.spanId };
    },
    async span(name, options, work) {
      const span = begin(name, options);
      if (span === null) return work(() => {});
      try {
        return await context.with(trace.setSpan(context.active(), span), () =>
          work((attributes) => span.setAttributes(attributes)),
        );
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        span.setStatus({ code: SpanStatusCode.ERROR, message });
        throw error;
      } finally {
        span.end();
      }
    },
    past(name, { parent, since, until, attributes = {} }) {
      const given = parent === null ? null : parseTraceParent(parent);
      if (given === null) return null;
      const within = trace.setSpanContext(ROOT_CONTEXT, { ...given, isRemote: true });
      const span = tracer.startSpan(name, { startTime: since, attributes }, within);
      span.end(until);
      return traceparentOf(span.spanContext());
    },
    async stop() {
      const late = AbortSignal.timeout(lastMs);
      const over = new Promise((resolve) => late.addEventListener('abort', resolve));
      // What receives them may be away, which must not keep a program from ending.
      await Promise.race([provider.shutdown().catch(() => undefined), over]);
      context.disable();
    },
  };
}

const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext) =>
  `00-${traceId}-${spanId}-${traceFlags & TraceFlags.SAMPLED ? '01' : '00'}`;
