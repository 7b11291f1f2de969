/**
 * `npm run test:clients`: every row of the matrix with the real clients, against `twinlens up`.
 *
 *   --only <text>   the rows with this text in client and integration; the others keep their verdicts
 *   --check         compares with the table in docs/compatibility.md in place of writing it
 *   --json          the rows as JSON, last
 */
import { isDeepStrictEqual, parseArgs } from 'node:util';
import {
  formatTable,
  matrix,
  readTable,
  startBench,
  tryRow,
  type Verdict,
  writeTable,
} from '@twinlens/testing/clients';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    check: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const matches = ({ client, integration }: Pick<Verdict, 'client' | 'integration'>) =>
  `${client} ${integration}`.includes(options.only ?? '');
const rows = matrix.filter(matches);
const started = Date.now();
const seconds = (since: number) => `${Math.round((Date.now() - since) / 1000)} s`;

const bench = await startBench();
console.log(`${rows.length} rows; Playwright drives ${bench.browser.executablePath}`);
const verdicts: Verdict[] = [];
for (const [at, row] of rows.entries()) {
  const rowStarted = Date.now();
  const { client, integration, verdict, details, folder } = await tryRow(row, bench);
  const place = `[${at + 1}/${rows.length}] ${client}, ${integration}`;
  console.log(`${place}: ${verdict} (${seconds(rowStarted)})`);
  if (details !== undefined) console.log(`${details}\nkept: ${folder}`);
  verdicts.push({ client, integration, verdict });
}
await bench.stop({ keep: verdicts.some(({ verdict }) => verdict !== 'works') });

console.log(`\n${formatTable(verdicts)}\n\n${seconds(started)}`);
if (options.check) {
  const documented = (await readTable()).filter(matches);
  if (!isDeepStrictEqual(documented, verdicts)) {
    console.error(`The table in docs/compatibility.md is another one:\n${formatTable(documented)}`);
    process.exitCode = 1;
  }
} else {
  await writeTable(verdicts);
}
if (options.json) console.log(JSON.stringify(verdicts));
