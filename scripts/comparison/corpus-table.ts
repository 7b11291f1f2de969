/** The tables of the document that are about all labelled pairs. */
import type { Judged } from '../../bench/diff/corpus.ts';
import { refuses } from '../../bench/diff/tool.ts';
import type { ToolName } from '../../bench/diff/tools.ts';
import { table } from './table.ts';
import { isQuiet } from './words.ts';

/** In the order of the table: noise, then what a person would want to be told of. */
const classes = [
  ...['identical', 'imperceptible', 'anti-alias'],
  ...['blank-bands', 'subtle', 'changed', 'moved', 'inserted', 'removed'],
];

export interface Column {
  tool: ToolName;
  label: string;
}

/** Whether a tool calls a pair different; ours does unless it says that it is noise. */
export function callsDifferent(said: Judged['said'][ToolName]): boolean {
  if (said === undefined || said === refuses) return false;
  return said.class === undefined ? said.different : !isQuiet(said.class);
}

function cell(judged: readonly Judged[], tool: ToolName): string {
  const different = judged.filter(({ said }) => callsDifferent(said[tool])).length;
  const refused = judged.filter(({ said }) => said[tool] === refuses).length;
  return refused === 0 ? `${different}` : `${different}, refuses ${refused}`;
}

/** How many pairs of each class each tool calls different. */
export function corpusTable(judged: readonly Judged[], columns: readonly Column[]): string {
  const missing = judged.find((pair) => !classes.includes(pair.class));
  if (missing) throw new Error(`The table has no row for ${missing.class}`);
  const row = (title: string, pairs: readonly Judged[]) => [
    title,
    `${pairs.length}`,
    ...columns.map(({ tool }) => cell(pairs, tool)),
  ];
  const quiet = judged.filter((pair) => isQuiet(pair.class));
  const loud = judged.filter((pair) => !isQuiet(pair.class));
  const rows = (quietOnes: boolean) =>
    classes
      .filter((name) => isQuiet(name) === quietOnes)
      .map((name) =>
        row(
          `\`${name}\``,
          judged.filter((pair) => pair.class === name),
        ),
      );
  return table(
    ['class', 'pairs', ...columns.map(({ label }) => label)],
    [
      ...rows(true),
      row('**noise: false alarms**', quiet),
      ...rows(false),
      row('**real: hits**', loud),
    ],
  );
}

/** The pairs of which our engine says something other than their label. */
export function otherThanLabelled(judged: readonly Judged[]): string {
  const rows = judged.flatMap(({ class: label, name, said: { oursCold } }) => {
    const found = oursCold === undefined || oursCold === refuses ? undefined : oursCold.class;
    return found === undefined || found === label ? [] : [[`\`${label}/${name}\``, found]];
  });
  return table(['pair', 'Twinlens says'], rows);
}
