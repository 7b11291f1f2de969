/** Files that take a while to come, never the same while: what pages load over a network. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const files: Record<string, [type: string, content: string]> = {
  '/picture.svg': [
    'image/svg+xml',
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#00ff00"/></svg>',
  ],
  '/late.css': ['text/css', '.late { background: #00ff00 }'],
  '/frame.html': ['text/html', '<!doctype html><body style="background:#00ff00">here</body>'],
  '/data.json': ['application/json', '{ "colour": "#00ff00" }'],
};

export interface SlowSite {
  origin: string;
  host: string;
  close(): Promise<void>;
}

/** @param longestMs The longest anybody waits for a file. */
export async function startSlowSite(longestMs: number): Promise<SlowSite> {
  const server = createServer((request, response) => {
    const [type, content] = files[(request.url ?? '').split('?')[0] ?? ''] ?? [];
    setTimeout(() => {
      response.writeHead(type ? 200 : 404, {
        'content-type': type ?? 'text/plain',
        'access-control-allow-origin': '*',
        'cache-control': 'no-store',
      });
      response.end(content);
    }, Math.random() * longestMs);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin: `http://${host}`,
    host,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
