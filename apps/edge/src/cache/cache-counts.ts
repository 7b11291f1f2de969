/** What the nginx that keeps pictures says of each answer, counted. */
import { createSocket, type Socket } from 'node:dgram';
import { join } from 'node:path';
import { readDocument, writeDocument } from '../generation/files.ts';

/** What nginx says of an answer; anything else is counted as such. */
const outcomes = new Set(['HIT', 'MISS', 'EXPIRED', 'STALE', 'UPDATING', 'REVALIDATED', 'BYPASS']);

export interface CacheCounts {
  /** Where nginx sends to, on this machine. */
  port: number;
  close(): void;
}

/**
 * Listens for the log of the cache, on the port it had before: the nginx that runs goes on when the
 * controller ends, and so does where it sends to.
 *
 * @param onAnswer told how an answer came about, such as `hit`
 */
export async function countCacheAnswers(
  folder: string,
  onAnswer: (outcome: string) => void,
): Promise<CacheCounts> {
  const record = join(folder, 'cache-counts.json');
  const known = await readDocument<{ port: number }>(record);
  const socket = createSocket('udp4');
  socket.on('message', (line) => {
    // As syslog has it: what is before the last colon is when, from whom and how grave.
    const said = line.toString('latin1').split(': ').at(-1)?.trim() ?? '';
    onAnswer(outcomes.has(said) ? said.toLowerCase() : 'other');
  });
  // A port somebody else has by now is given up.
  const port = await bind(socket, known?.port ?? 0).catch(() => bind(socket, 0));
  if (port !== known?.port) await writeDocument(record, { port });
  socket.on('error', () => {});
  socket.unref();
  return { port, close: () => socket.close() };
}

function bind(socket: Socket, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, '127.0.0.1', () => {
      socket.off('error', reject);
      resolve(socket.address().port);
    });
  });
}
