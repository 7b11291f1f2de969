import { connect } from 'node:tls';
import { wordsOf } from './get.ts';
import type { Look } from './probe.ts';

const dayMs = 86_400_000;

/** A certificate that browsers take, and for how much longer. */
export const lookAtCertificate: Look<'certificate'> = (
  ctx,
  { host, port = 443, minDays },
  signal,
) =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port, servername: host });
    const stop = () => socket.destroy(new Error('no answer in time'));
    signal.addEventListener('abort', stop, { once: true });
    socket.once('close', () => signal.removeEventListener('abort', stop));
    socket.once('error', (error) => reject(new Error(wordsOf(error))));
    socket.once('secureConnect', () => {
      const until = Date.parse(socket.getPeerCertificate().valid_to);
      socket.end();
      const days = Math.floor((until - ctx.now().getTime()) / dayMs);
      resolve({
        ok: days >= minDays,
        seen: `the certificate of ${host} is good for ${days} more days`,
      });
    });
  });
