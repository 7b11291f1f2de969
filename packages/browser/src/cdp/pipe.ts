import type { Readable, Writable } from 'node:stream';

/** JSON messages separated by zero bytes over two pipes: `--remote-debugging-pipe`. */
export interface Pipe {
  send(message: string): void;
  close(): void;
}

export interface PipeEvents {
  /** @param message UTF-8 */
  onMessage(message: Buffer): void;
  /** Called once, when either direction has ended. */
  onClose(): void;
}

/** Joins two streams to a message pipe. A message may arrive in many pieces (pictures are large). */
export function openPipe(toBrowser: Writable, fromBrowser: Readable, events: PipeEvents): Pipe {
  let pieces: Buffer[] = [];
  let closed = false;
  const close = (): void => {
    if (closed) return;
    closed = true;
    toBrowser.destroy();
    fromBrowser.destroy();
    events.onClose();
  };
  fromBrowser.on('data', (data: Buffer) => {
    let start = 0;
    for (let end = data.indexOf(0); end !== -1; end = data.indexOf(0, start)) {
      const last = data.subarray(start, end);
      const message = pieces.length === 0 ? last : Buffer.concat([...pieces, last]);
      pieces = [];
      start = end + 1;
      events.onMessage(message);
    }
    if (start < data.length) pieces.push(data.subarray(start));
  });
  for (const stream of [toBrowser, fromBrowser]) {
    stream.on('error', close);
    stream.on('close', close);
  }
  let corked = false;
  return {
    // What is sent in one turn goes in one piece: each write wakes the browser.
    send(message) {
      if (closed) return;
      if (!corked) {
        corked = true;
        toBrowser.cork();
        process.nextTick(() => {
          corked = false;
          toBrowser.uncork();
        });
      }
      toBrowser.write(`${message}\0`);
    },
    close,
  };
}
