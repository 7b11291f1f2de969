/** Serves the built pages on made-up data, on loopback. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { type Answers, createAnswers } from './answers.ts';

const built = join(import.meta.dirname, '..', 'dist');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** As strict as can be: nothing inline, and nothing from elsewhere but pictures. */
function contentPolicy(foreignOrigin = ''): string {
  const pictures = `'self' ${foreignOrigin}`;
  return `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src ${pictures}; connect-src ${pictures}`;
}

export interface MadeUpServer extends Omit<Answers, 'answer'> {
  origin: string;
  close(): Promise<void>;
}

/** Files by their names; every other path is a page. */
async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  policy: string,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const path = pathname.startsWith('/assets/') ? pathname : '/index.html';
  const body = await readFile(join(built, path));
  response
    .writeHead(200, {
      'content-type': types[extname(path)] ?? 'text/plain',
      'content-security-policy': policy,
    })
    .end(body);
}

/** @param foreignOrigin another server, which keeps the pictures of the first rows */
export async function startMadeUpServer(foreignOrigin?: string): Promise<MadeUpServer> {
  const { answer, ...answers } = createAnswers(foreignOrigin);
  const policy = contentPolicy(foreignOrigin);
  const server = createServer(async (request, response) => {
    try {
      if (!(await answer(request, response))) await sendFile(request, response, policy);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    ...answers,
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
