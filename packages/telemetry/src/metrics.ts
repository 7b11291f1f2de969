/** Figures for Prometheus, answered on a port of their own: they are nobody's business but the operator's. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, type Registry } from 'prom-client';
import type { TelemetryConfig } from './config.ts';

export interface ServedMetrics {
  /** Null where nothing is served. */
  url: string | null;
  stop(): Promise<void>;
}

const nowhere: ServedMetrics = { url: null, stop: async () => {} };

/**
 * Answers `/metrics`, with what is known of every process besides what the program measures.
 * @throws when the port is taken or may not be used
 */
export async function serveMetrics(
  metrics: TelemetryConfig['metrics'],
  registry: Registry,
): Promise<ServedMetrics> {
  if (metrics === null) return nowhere;
  collectDefaultMetrics({ register: registry });
  const server = createServer(async (request, response) => {
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
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(metrics.port, metrics.host, resolve);
  });
  server.unref();
  const { address, family, port } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/metrics`,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
