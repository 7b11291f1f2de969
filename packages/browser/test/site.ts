/** A small web site on loopback, which remembers what it was asked for. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Site {
  origin: string;
  asked: IncomingMessage[];
  close(): Promise<void>;
}

/** @param pages Documents by path; anything else is not found, but `/endless` leads on to itself for ever. */
export async function startSite(pages: Record<string, string>): Promise<Site> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/endless') {
      response.writeHead(302, { location: `/endless?${asked.length}` }).end();
      return;
    }
    const page = pages[pathname];
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html' });
    response.end(page);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
