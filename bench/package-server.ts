/** Serves the files of a package to browsers that are not Twinlens's. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  woff2: 'font/woff2',
};

export interface PackageServer {
  /** Address of the page with the examples. */
  url: string;
  stop(): void;
}

export async function servePackage(files: ReadonlyMap<string, Buffer>): Promise<PackageServer> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://localhost').pathname.slice(1);
    const file = files.get(path);
    const type = types[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    if (!file) response.writeHead(404).end();
    else
      response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=3600' }).end(file);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/iframe.html`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
