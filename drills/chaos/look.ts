/**
 * Somebody who looks at pictures all the time: prints a line of JSON for each, with whether it was
 * answered and whether it was the picture it has to be. Run: node look.ts <pictures, separated by commas>
 */
import { createHash } from 'node:crypto';
import { setInterval as every } from 'node:timers/promises';

const pictures = (process.argv[2] ?? '').split(',');
/** Another address to every cache, the same picture to the server. */
const variants = 40;
const everyMs = 50;
const deadlineMs = 10_000;

const digestOf = async (answer: Response) =>
  createHash('sha256')
    .update(new Uint8Array(await answer.arrayBuffer()))
    .digest('hex');
const known = new Map<string, string>();
for (const picture of pictures) {
  const answer = await fetch(picture);
  if (!answer.ok) throw new Error(`${picture} answered ${answer.status} before anything was done`);
  known.set(picture, await digestOf(answer));
}

let count = 0;
for await (const _ of every(everyMs)) {
  const picture = pictures[count % pictures.length] ?? '';
  const url = `${picture}?n=${Math.floor(count / pictures.length) % variants}`;
  count++;
  const at = Date.now();
  void fetch(url, { signal: AbortSignal.timeout(deadlineMs) })
    .then(async (answer) => {
      if (!answer.ok) return { ok: false, right: true, why: String(answer.status) };
      return { ok: true, right: (await digestOf(answer)) === known.get(picture), why: '' };
    })
    .catch((error: Error) => ({ ok: false, right: true, why: String(error.cause ?? error) }))
    .then((looked) =>
      process.stdout.write(`${JSON.stringify({ at, ms: Date.now() - at, ...looked })}\n`),
    );
}
