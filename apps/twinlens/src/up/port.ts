import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { TwinlensError } from '@twinlens/contract';

/** Long enough for the server of a supervisor that was just killed to let go of its port. */
const patienceMs = 5_000;
const retryMs = 100;

/**
 * Answers a port that can be listened on: the one asked for, or any free one for 0. It is chosen
 * here, so that a server started again comes back at the same address.
 * @throws TwinlensError `conflict` when the port is taken, `invalid_request` when it may not be used.
 */
export async function findPort(options: {
  host: string;
  port: number;
  signal: AbortSignal;
}): Promise<number> {
  const { host, port, signal } = options;
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      return await tryPort(host, port);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'EADDRINUSE') {
        throw new TwinlensError('invalid_request', `cannot listen on ${host}:${port}: ${message}`);
      }
      if (Date.now() > end) {
        throw new TwinlensError(
          'conflict',
          `port ${port} is in use, perhaps by another Twinlens.\nStop that program, or choose another port: twinlens up --port ${port + 1}`,
        );
      }
    }
    await sleep(retryMs, undefined, { signal });
  }
}

function tryPort(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => {
      const found = (server.address() as AddressInfo).port;
      server.close(() => resolve(found));
    });
  });
}
