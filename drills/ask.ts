/**
 * Asks one address all the time, and prints a line of JSON for what became of every request. Open
 * loop: a slow answer delays no other request. Told to stop, it waits for those under way.
 * Run: node ask.ts <url> <requests a second> <keep|close>
 */
import { Agent, request } from 'node:http';
import { setInterval as every } from 'node:timers/promises';

const [url = '', rate = '20', kind = 'close'] = process.argv.slice(2);
const deadlineMs = 5_000;
/** Timers are no finer; at higher rates several requests begin at once. */
const tickMs = 10;
const agent = kind === 'keep' ? new Agent({ keepAlive: true }) : false;

function ask(): Promise<void> {
  const at = Date.now();
  return new Promise((resolve) => {
    const end = (ok: boolean, why?: string) => {
      process.stdout.write(`${JSON.stringify({ at, ok, ms: Date.now() - at, why })}\n`);
      resolve();
    };
    const sent = request(url, { agent, signal: AbortSignal.timeout(deadlineMs) }, (answer) => {
      answer.resume();
      answer.on('end', () => end(answer.statusCode === 200, String(answer.statusCode)));
      answer.on('error', (error) => end(false, error.message));
    });
    sent.on('error', (error: NodeJS.ErrnoException) => end(false, error.code ?? error.message));
    sent.end();
  });
}

const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
const underWay = new Set<Promise<void>>();
const begun = Date.now();
let count = 0;
try {
  for await (const _ of every(tickMs, undefined, { signal: stop.signal })) {
    for (; count < ((Date.now() - begun) / 1000) * Number(rate); count++) {
      const asked = ask();
      underWay.add(asked);
      void asked.then(() => underWay.delete(asked));
    }
  }
} catch (error) {
  if (!stop.signal.aborted) throw error;
}
await Promise.all(underWay);
process.exit(0);
