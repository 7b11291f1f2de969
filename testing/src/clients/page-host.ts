import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { boxOf } from './project.ts';

export interface PageHost {
  /** Host and port. */
  host: string;
  /** The address of a page with one box of this colour at its top left. */
  pageOf(color: string): string;
  close(): void;
}

/** A web site of a customer, on this machine. */
export async function startPageHost(): Promise<PageHost> {
  const server = createServer((request, response) => {
    const color = new URL(request.url ?? '/', 'http://host').pathname.slice(1);
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>Box</title><body style="margin:0">${boxOf(`#${color}`)}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    pageOf: (color) => `http://${host}/${color.slice(1)}`,
    close: () => void server.close(),
  };
}
