/** Starts a server once and stops it again; prints what it made for its first administrator. */
import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import type { ServerReady } from '@twinlens/contract';

const child = fork(resolve(import.meta.dirname, '../../apps/server/src/main.ts'), {
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
});
child.once('message', ({ apiKey, apiSecret, signInUrl }: ServerReady) => {
  process.stdout.write(`${JSON.stringify({ apiKey, apiSecret, signInUrl })}\n`);
  child.kill('SIGTERM');
});
