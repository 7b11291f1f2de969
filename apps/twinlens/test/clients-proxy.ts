/** Stands between a client and the server, and answers in the server's place when told to. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is done about one request; `path` is without its query. */
export type Intervene = (path: string) => 'pass' | 'not-found' | 'lose-answer';

export interface Proxy {
  url: string;
  /** Paths asked for so far, with what was answered; 0 where the answer was lost. */
  seen: { path: string; status: number }[];
  close(): void;
}

/**
 * @param onLost called once the server has answered, before the client learns that it gets nothing
 */
export async function startProxy(
  upstream: string,
  intervene: Intervene,
  onLost: () => Promise<void> = async () => {},
): Promise<Proxy> {
  const seen: Proxy['seen'] = [];
  const { hostname, port } = new URL(upstream);
  const server = createServer((incoming, answer) => {
    const path = incoming.url?.split('?')[0] ?? '';
    const act = intervene(path);
    const note = (status: number) => seen.push({ path, status });
    if (act === 'not-found') {
      note(404);
      incoming.resume();
      answer.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not here</h1>');
      return;
    }
    const { method, headers } = incoming;
    const outgoing = request({ hostname, port, path: incoming.url, method, headers }, (found) => {
      if (act === 'lose-answer') {
        note(0);
        found.resume().on('end', () => onLost().finally(() => answer.destroy()));
        return;
      }
      note(found.statusCode ?? 0);
      answer.writeHead(found.statusCode ?? 502, found.headers);
      found.pipe(answer);
    });
    outgoing.on('error', () => {
      note(502);
      answer.writeHead(502).end();
    });
    incoming.pipe(outgoing);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () => server.close(),
  };
}
