/** What programs measure: as docs/operating.md says it, and as they answer it. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export interface Metric {
  name: string;
  kind: string;
  help: string;
  labels: string[];
}

export type MeasuringProgram = 'server' | 'worker' | 'status' | 'edge';

const operating = resolve(import.meta.dirname, '../../docs/operating.md');

/** The rows of the table of a program. */
export function documentedMetrics(program: MeasuringProgram): Metric[] {
  return readFileSync(operating, 'utf8')
    .split('\n')
    .filter((line) => /^\| `twinlens_/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, , of]) => of === program)
    .map(([, name = '', , kind = '', labels = '', help = '']) => ({
      name: name.replaceAll('`', ''),
      kind,
      help,
      labels: labels.split(',').flatMap((label) => label.replaceAll('`', '').trim() || []),
    }));
}

/** Its own, out of an answer of `/metrics`; labels of those that have a value. */
export function answeredMetrics(text: string): Metric[] {
  return [...text.matchAll(/^# HELP (twinlens_\w+) (.*)\n# TYPE \1 (\w+)/gm)].map(
    ([, name = '', help = '', kind = '']) => {
      const sample = new RegExp(`^${name}(?:_sum|_count)?(?:\\{(.*)\\})? `, 'm').exec(text);
      const labels = [...(sample?.[1] ?? '').matchAll(/(\w+)="/g)].map(([, label = '']) => label);
      return { name, kind, help, labels };
    },
  );
}

/** What differs between the two, for people to read; empty when nothing does. */
export function compareMetrics(documented: Metric[], answered: Metric[]): string[] {
  const told = new Map(documented.map((one) => [one.name, one]));
  const found = new Map(answered.map((one) => [one.name, one]));
  return [...new Set([...told.keys(), ...found.keys()])].flatMap((name) => {
    const [row, real] = [told.get(name), found.get(name)];
    if (row === undefined || real === undefined) {
      return [`${name} is ${row ? 'in docs/operating.md only' : `not in docs/operating.md`}`];
    }
    const sameLabels = real.labels.length === 0 || row.labels.join() === real.labels.join();
    return row.kind === real.kind && row.help === real.help && sameLabels
      ? []
      : [`${name}: ${JSON.stringify(row)} is ${JSON.stringify(real)}`];
  });
}
