/** Figures for Prometheus, answered on a port of their own: they are nobody's business but the operator's. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { collectDefaultMetrics, type Registry } from 'prom-client';
import type { TelemetryConfig } from './config.ts';

export interface ServedMetrics {
  /** Null where nothing is served, or not yet. */
  url: string | null;
  stop(): Promise<void>;
}

const nowhere: ServedMetrics = { url: null, stop: async () => {} };

/** How long a port that is taken is left alone. Milliseconds. */
const againMs = 1_000;

/**
 * Answers `/metrics`, with what is known of every process besides what the program measures. A port that
 * is taken is waited for: during a deploy the old program has it for as long as it runs, and no program
 * ends because nobody can see its figures.
 */
export async function serveMetrics(
  metrics: TelemetryConfig['metrics'],
  registry: Registry,
  logger: Logger,
): Promise<ServedMetrics> {
  if (metrics === null) return nowhere;
  collectDefaultMetrics({ register: registry });
  const server = createServer((request, response) => void answer(registry, request, response));
  server.unref();
  let timer: NodeJS.Timeout | undefined;
  let first = true;
  const attempt = async (): Promise<void> => {
    const taken = await listen(server, metrics);
    if (!taken) return logger.info({ url: urlOf(server) }, 'serving figures');
    if (first) logger.warn(metrics, 'no figures yet: their port is taken by another program');
    first = false;
    timer = setTimeout(() => void attempt(), againMs).unref();
  };
  await attempt();
  return {
    url: urlOf(server),
    stop() {
      clearTimeout(timer);
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(
  registry: Registry,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.url !== '/metrics') {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('There is /metrics.\n');
    return;
  }
  try {
    const text = await registry.metrics();
    const headers = { 'content-type': registry.contentType, 'cache-control': 'no-store' };
    response.writeHead(200, headers).end(text);
  } catch (error) {
    response.writeHead(500, { 'content-type': 'text/plain' }).end(`${error}\n`);
  }
}

/** @returns whether somebody else has the port */
function listen(server: Server, { host, port }: { host: string; port: number }): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(true);
      else reject(error);
    };
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      resolve(false);
    });
  });
}

function urlOf(server: Server): string | null {
  const where = server.address();
  if (where === null || typeof where === 'string') return null;
  const host = where.family === 'IPv6' ? `[${where.address}]` : where.address;
  return `http://${host}:${where.port}/metrics`;
}
