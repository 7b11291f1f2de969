/**
 * The status program: watches a Twinlens from outside and says how it is. Shares nothing with what it
 * watches but its public address, so it answers when everything else is down.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TwinlensError } from '@twinlens/contract';
import { type Config, readConfig } from './config.ts';
import { startMonitor } from './monitor.ts';
import { renderPage } from './page.ts';

function configOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof TwinlensError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

const config = configOrExit();
const stop = new AbortController();
const monitor = startMonitor(config.watch, stop.signal);

const answers: Record<string, { type: string; body: () => string }> = {
  '/': { type: 'text/html; charset=utf-8', body: () => renderPage(monitor.components()) },
  '/status.json': {
    type: 'application/json',
    body: () => JSON.stringify({ components: monitor.components() }),
  },
};

const server = createServer((request, response) => {
  const answer = answers[(request.url ?? '/').split('?')[0] ?? '/'];
  response.setHeader('cache-control', 'no-store');
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
  if (answer === undefined || request.method !== 'GET') {
    response.writeHead(answer === undefined ? 404 : 405, { 'content-type': 'text/plain' });
    response.end(
      answer === undefined ? 'There is no such page.\n' : 'This page can only be read.\n',
    );
    return;
  }
  response.writeHead(200, { 'content-type': answer.type });
  response.end(answer.body());
});

server.listen(config.port, config.host, () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(
    `${JSON.stringify({ url: `http://${config.host}:${port}`, watching: config.watch })}\n`,
  );
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop.abort();
    server.close();
    server.closeAllConnections();
  });
}
