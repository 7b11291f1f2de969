/** Every request has an id, a duration, and a place in a trace. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { OperationShape } from '@twinlens/contract';
import type { Tracing } from '@twinlens/telemetry';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ServerMetrics } from '../telemetry/metrics.ts';

/** What a proxy may have named a request: its log and ours are then about the same. */
const nameOfProxy = /^[\w.:-]{8,64}$/;

/** @returns what people name when they ask whoever runs this, and what is in the log */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && nameOfProxy.test(given)
    ? given
    : randomBytes(8).toString('hex');
}

/** Tells every caller the id, and measures the answer. */
export function followRequests(app: FastifyInstance, { answered }: ServerMetrics): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const { operation = 'other' } = request.routeOptions.config;
    answered(operation, reply.statusCode, reply.elapsedTime / 1000);
  });
}

/** Asked again and again by machines, and a part of nothing. */
const untraced = new Set(['getLiveness', 'getReadiness', 'takeLease', 'heartbeat']);

/** Does an operation as a part of the trace the caller is in, or as the beginning of one. */
export function traceOperation<T>(
  tracing: Tracing,
  { id, method, path }: OperationShape,
  request: FastifyRequest,
  work: () => Promise<T>,
): Promise<T> {
  if (untraced.has(id)) return work();
  const { traceparent } = request.headers;
  const parent = typeof traceparent === 'string' ? traceparent : null;
  const attributes = {
    'http.request.method': method,
    'http.route': path,
    'twinlens.request_id': request.id,
  };
  return tracing.span(id, { parent, begins: true, attributes }, work);
}
