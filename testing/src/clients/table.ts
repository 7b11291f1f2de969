/** The table of clients in the documentation, between two markers. */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { matrix } from './matrix.ts';
import type { Row } from './row.ts';

export interface Verdict extends Pick<Row, 'client' | 'integration'> {
  /** `works`, or the first line of what is wrong. */
  verdict: string;
}

const path = resolve(import.meta.dirname, '../../../docs/compatibility.md');
const start = '<!-- clients: written by npm run test:clients -->';
const end = '<!-- clients: end -->';

/** The text between the markers, as it stands. */
async function readSection(): Promise<{ before: string; table: string; after: string }> {
  const text = await readFile(path, 'utf8');
  const from = text.indexOf(start) + start.length;
  const to = text.indexOf(end);
  if (from < start.length || to < from) throw new Error(`${path} has lost "${start}" or "${end}"`);
  return { before: text.slice(0, from), table: text.slice(from, to), after: text.slice(to) };
}

/** The rows of the table as it stands. */
export async function readTable(): Promise<Verdict[]> {
  const { table } = await readSection();
  const [, , ...rows] = table.trim().split('\n');
  return rows.map((row) => {
    const [client = '', integration = '', verdict = ''] = row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
    return { client, integration, verdict };
  });
}

/** Writes the table of all rows; those without a new verdict keep the one they have. */
export async function writeTable(verdicts: Verdict[]): Promise<void> {
  const { before, after } = await readSection();
  const known = [...verdicts, ...(await readTable())];
  const rows = matrix.map(({ client, integration }) => {
    const found = known.find((one) => one.client === client && one.integration === integration);
    return { client, integration, verdict: found?.verdict ?? 'not run' };
  });
  await writeFile(path, `${before}\n\n${formatTable(rows)}\n\n${after}`);
}

/** Markdown, columns aligned. */
export function formatTable(verdicts: Verdict[]): string {
  const head = { client: 'client', integration: 'integration', verdict: 'verdict' };
  const cells = [head, ...verdicts].map(({ client, integration, verdict }) => [
    client,
    integration,
    verdict.replaceAll('|', '/'),
  ]);
  const widths = [0, 1, 2].map((at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const line = (row: string[], fill = ' ') =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0, fill)).join(' | ')} |`;
  const [first = [], ...rest] = cells;
  return [line(first), line(['', '', ''], '-'), ...rest.map((row) => line(row))].join('\n');
}
