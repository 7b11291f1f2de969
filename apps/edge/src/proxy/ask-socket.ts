import { createConnection } from 'node:net';
import { basename } from 'node:path';
import { TwinlensError } from '@twinlens/contract';

/** A proxy that works answers its sockets within a millisecond. */
const deadlineMs = 2_000;

/**
 * Says one line to a socket of the proxy and answers everything it said until it hung up.
 * @throws TwinlensError `unavailable` when nobody answers in time.
 */
export function askSocket(path: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    let answer = '';
    const fail = (cause: NodeJS.ErrnoException) => {
      socket.destroy();
      // Shown on status pages: where it lies on our disk is nobody's business.
      const why = cause.code ?? cause.message;
      const message = `the proxy does not answer at ${basename(path)}: ${why}`;
      reject(new TwinlensError('unavailable', message, { cause }));
    };
    // In all, not since the last byte: a proxy that is stopped in between must not hold us.
    const timer = setTimeout(() => fail(new Error(`silent for ${deadlineMs} ms`)), deadlineMs);
    socket.setEncoding('utf8');
    // The master hangs up only on who has nothing more to say.
    socket.on('connect', () => socket.end(`${line}\n`));
    socket.on('data', (text) => {
      answer += text;
    });
    socket.on('error', (error) => {
      clearTimeout(timer);
      fail(error);
    });
    socket.on('end', () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    });
  });
}
