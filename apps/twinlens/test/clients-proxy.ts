/** Stands between a client and the server, and answers in the server's place when told to. */
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '@twinlens/testing';

/** What is done about one request; `path` is without its query. */
export type Intervene = (path: string) => 'pass' | 'not-found' | 'lose-answer';

export interface Proxy {
  url: string;
  /** Paths asked for so far, with what was answered; 0 where the answer was lost. */
  seen: { path: string; status: number }[];
  close(): void;
}

/** Below the minute after which the client gives a call up. */
const patienceMs = 50_000;

/**
 * Requests wait while the server starts, as behind a load balancer.
 *
 * @param onLost called once the server has answered, before the client learns that it gets nothing
 */
export async function startProxy(
  upstream: string,
  intervene: Intervene,
  onLost: () => Promise<void> = async () => {},
): Promise<Proxy> {
  const seen: Proxy['seen'] = [];
  const server = createServer(async (incoming, answer) => {
    const path = incoming.url?.split('?')[0] ?? '';
    const body = Buffer.concat(await incoming.toArray());
    const act = intervene(path);
    if (act === 'not-found') {
      seen.push({ path, status: 404 });
      answer.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not here</h1>');
      return;
    }
    const look = () => forward(upstream, incoming, body);
    const found = await eventually(`an answer to ${path}`, look, patienceMs);
    if (act === 'lose-answer') {
      seen.push({ path, status: 0 });
      await onLost();
      answer.destroy();
      return;
    }
    seen.push({ path, status: found.status });
    answer.writeHead(found.status, found.headers).end(found.body);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () => server.close(),
  };
}

interface Answer extends Pick<IncomingMessage, 'headers'> {
  status: number;
  body: Buffer;
}

/** Null while the server starts; rejects while it is not there. */
function forward(upstream: string, incoming: IncomingMessage, body: Buffer) {
  const { hostname, port } = new URL(upstream);
  const { method, headers, url: path } = incoming;
  return new Promise<Answer | null>((resolve, reject) => {
    const outgoing = request({ hostname, port, path, method, headers }, (found) => {
      const status = found.statusCode ?? 0;
      found.toArray().then((chunks) => {
        const answer = { status, headers: found.headers, body: Buffer.concat(chunks) };
        resolve(status === 503 ? null : answer);
      }, reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
