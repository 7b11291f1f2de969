/**
 * Asks one address all the time and prints what became of each request that failed, and a summary.
 * Open loop: a slow answer delays no other request.
 * Run: node ask.ts <url> <requests a second> <keep|close>
 */
import { Agent, request } from 'node:http';
import { setInterval as every } from 'node:timers/promises';

const [url = '', rate = '20', kind = 'close'] = process.argv.slice(2);
const deadlineMs = 5_000;
const agent = kind === 'keep' ? new Agent({ keepAlive: true }) : false;

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function ask(): void {
  const at = Date.now();
  const sent = request(url, { agent, signal: AbortSignal.timeout(deadlineMs) }, (answer) => {
    answer.resume();
    answer.on('end', () => {
      const ok = answer.statusCode === 200;
      say({ at, ok, ms: Date.now() - at, ...(ok ? {} : { why: String(answer.statusCode) }) });
    });
    answer.on('error', (error) => say({ at, ok: false, ms: Date.now() - at, why: error.message }));
  });
  sent.on('error', (error: NodeJS.ErrnoException) =>
    say({ at, ok: false, ms: Date.now() - at, why: error.code ?? error.message }),
  );
  sent.end();
}

for await (const _ of every(1000 / Number(rate))) ask();
