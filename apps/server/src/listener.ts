import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

/** A port that is already taken, so that the address is known before anything that needs it is made. */
export interface Listener {
  /** Origin that people on this machine reach; without a trailing slash. */
  url: string;
  /** Until this is called, every request is answered 503. */
  serve(listener: RequestListener): void;
  /** Stops accepting and resolves once the running requests are answered. */
  drain(): Promise<void>;
  /** Cuts what still runs. */
  cut(): void;
}

/** Longer than the idle time of common proxies, so that they close a connection before we do. */
const keepAliveTimeoutMs = 75_000;

const answerStarting: RequestListener = (_request, response) => {
  response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' });
  response.end('{"code":"unavailable","message":"the server is starting, try again in a moment"}');
};

/** Rejects when the port is taken or may not be used. */
export async function listen(options: { host: string; port: number }): Promise<Listener> {
  let serveRequest = answerStarting;
  const server = createServer(
    { keepAliveTimeout: keepAliveTimeoutMs, requestTimeout: 300_000 },
    (request, response) => {
      response.once('close', closeIfDraining);
      serveRequest(request, response);
    },
  );
  let draining = false;
  // Connections that were busy when draining began would otherwise be kept for requests to come.
  const closeIfDraining = () => {
    if (draining) setImmediate(() => server.closeIdleConnections());
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port, family, address } = server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  const everywhere = host === '0.0.0.0' || host === '[::]';
  return {
    url: `http://${everywhere ? 'localhost' : host}:${port}`,
    serve(listener) {
      serveRequest = listener;
    },
    drain() {
      draining = true;
      return new Promise((resolve) => server.close(() => resolve()));
    },
    cut: () => server.closeAllConnections(),
  };
}
