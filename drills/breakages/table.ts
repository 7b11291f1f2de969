/** What the drill has measured, as the table of `docs/reliability.md`. */
import type { Performed } from './perform.ts';

const begin = '<!-- drill:breakages -->';
const end = '<!-- /drill:breakages -->';

const seconds = (value: number) => value.toFixed(1);
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

export function tableOf(performed: readonly Performed[]): string {
  const head = [
    'broken',
    'how',
    'the page shows, after',
    'the incident says, after',
    'commits that wait, after',
    'mended: all green, after',
    'every commit has its verdict, after',
  ];
  return [
    row(head),
    row(head.map(() => '---')),
    ...performed.map((one) =>
      row([
        one.name,
        one.what,
        `${one.shown.join(', ')}: ${seconds(one.shownAfter)}`,
        `"${one.words}": ${seconds(one.incidentAfter)}`,
        one.spokenAfter === null
          ? 'left to the server'
          : `released, held: ${seconds(one.spokenAfter)}`,
        seconds(one.greenAfter),
        seconds(one.settledAfter),
      ]),
    ),
  ].join('\n');
}

/** @throws Error where the page has no place for it */
export function withTable(page: string, table: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the page has no place between ${begin} and ${end}`);
  return `${page.slice(0, from + begin.length)}\n\n${table}\n\n${page.slice(to)}`;
}
