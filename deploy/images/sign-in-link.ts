/**
 * Prints a link that signs the administrator in once, and the key of the first account: what every start of a server
 * has to say. Starts a second server beside the one that runs, on the same PostgreSQL and folder, and ends it again.
 */
import { fork } from 'node:child_process';
import { resolve } from 'node:path';

const program = resolve(import.meta.dirname, '../../apps/server/src/main.ts');
const server = fork(program, {
  env: { ...process.env, TWINLENS_HOST: '127.0.0.1', TWINLENS_PORT: '0' },
  // What it logs is no answer.
  stdio: ['ignore', process.stderr, process.stderr, 'ipc'],
});
server.on('message', (message) => {
  if (typeof message !== 'object' || message === null || !('signInUrl' in message)) return;
  const { signInUrl, apiKey, apiSecret } = message as Record<string, unknown>;
  process.stdout.write(`${JSON.stringify({ signInUrl, apiKey, apiSecret })}\n`);
  // It stops by itself where nobody listens any more.
  server.disconnect();
});
server.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
