import { randomBytes } from 'node:crypto';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { TwinlensError } from '@twinlens/contract';
import { type NetworkPolicy, resolveDestination } from './destination.ts';
import { type PackageSite, servePackage } from './package-site.ts';

export interface CaptureProxy {
  /** `http://127.0.0.1:port`, for the browser. */
  url: string;
  /** Where the package is: an origin nobody can guess, and a secure context for the browser. */
  packageOrigin: string;
  /** Why requests were refused, by `host` or `host:port` as in the URL. */
  refusals: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

/** Headers that are between the browser and this proxy only. */
const hopHeaders = ['proxy-connection', 'proxy-authorization'];

const idleMs = 60_000;

/** Hosts whose refusal is remembered; a page may ask for any number. */
const maxRefusals = 100;

function refusal(error: unknown): { status: number; text: string } {
  if (error instanceof TwinlensError && error.code === 'forbidden') {
    return { status: 403, text: error.message };
  }
  return { status: 502, text: error instanceof Error ? error.message : String(error) };
}

async function forward(
  policy: NetworkPolicy,
  url: URL,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const port = Number(url.port || 80);
  const address = await resolveDestination(policy, url.hostname, port);
  const headers: IncomingHttpHeaders = { ...incoming.headers, host: url.host };
  for (const name of hopHeaders) delete headers[name];
  const outgoing = request({
    host: address,
    port,
    method: incoming.method,
    path: `${url.pathname}${url.search}`,
    headers,
    timeout: idleMs,
  });
  outgoing.on('timeout', () => outgoing.destroy(new Error(`${url.host} did not answer`)));
  outgoing.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.on('error', () => response.destroy());
    answer.pipe(response);
  });
  outgoing.on('error', (error) => refuse(response, error));
  response.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, text } = refusal(error);
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}

async function tunnel(policy: NetworkPolicy, target: string, client: Duplex): Promise<Duplex> {
  const url = new URL(`https://${target}`);
  const port = Number(url.port || 443);
  const address = await resolveDestination(policy, url.hostname, port);
  const upstream = connect({ host: address, port });
  upstream.setTimeout(idleMs, () => upstream.destroy());
  upstream.on('error', () => client.destroy());
  upstream.on('connect', () => {
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    upstream.pipe(client).pipe(upstream);
  });
  return upstream;
}

export interface ProxyEvents {
  /**
   * Told what is asked for, whether there is an answer or not; of tunnels, their origin.
   * @param inside Whether it is an address of the package.
   */
  onAsked(url: URL, inside: boolean): void;
  /** Told once per host why nothing came from there. */
  onRefused(reason: string): void;
}

/**
 * Starts the only way out of one page: it serves the package under an origin of its own and forwards
 * what the policy lets through, to the address that was checked.
 * @param site What is at that origin.
 */
export async function startProxy(
  policy: NetworkPolicy,
  site: PackageSite,
  events: ProxyEvents,
): Promise<CaptureProxy> {
  const packageHost = `${randomBytes(16).toString('hex')}.localhost`;
  const refusals = new Map<string, string>();
  const note = (host: string, error: unknown): void => {
    if (refusals.has(host) || refusals.size >= maxRefusals) return;
    const { text } = refusal(error);
    refusals.set(host, text);
    events.onRefused(text);
  };
  const server = createServer((incoming, response) => {
    const url = URL.canParse(incoming.url ?? '') ? new URL(incoming.url ?? '') : undefined;
    if (url?.protocol !== 'http:') {
      refuse(response, new Error('this is a proxy for captured pages'));
      return;
    }
    const inside = url.host === packageHost;
    events.onAsked(url, inside);
    if (inside) {
      servePackage(site, url, incoming, response);
    } else {
      forward(policy, url, incoming, response).catch((error) => {
        note(url.host, error);
        refuse(response, error);
      });
    }
  });
  const sockets = new Set<Duplex>();
  server.on('connect', (incoming: IncomingMessage, client: Duplex) => {
    sockets.add(client);
    client.on('error', () => client.destroy());
    const origin = `https://${incoming.url}`;
    if (URL.canParse(origin)) events.onAsked(new URL(origin), false);
    tunnel(policy, incoming.url ?? '', client).then(
      (upstream) => {
        client.on('close', () => {
          sockets.delete(client);
          upstream.destroy();
        });
        upstream.on('close', () => client.destroy());
        if (client.destroyed) upstream.destroy();
      },
      (error) => {
        const { status, text } = refusal(error);
        note((incoming.url ?? '').replace(/:443$/, ''), error);
        sockets.delete(client);
        client.end(
          `HTTP/1.1 ${status} Refused\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\n${text}`,
        );
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    packageOrigin: `http://${packageHost}`,
    refusals,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
