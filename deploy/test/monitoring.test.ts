/** Alerts and dashboards name what is measured, and nothing else. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { isObject } from './kubernetes-schema.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Every expression in a document, wherever it stands. */
function expressionsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(expressionsIn);
  if (!isObject(value)) return [];
  const { expr, ...rest } = value;
  return [
    ...(typeof expr === 'string' ? [expr] : []),
    ...Object.values(rest).flatMap(expressionsIn),
  ];
}

const metricsIn = (expression: string) => expression.match(/\b(twinlens_\w+|up)\b/g) ?? [];

/** `up` is Prometheus' own. */
const source = read('apps/edge/src/control/metrics.ts');
const prefix = /name: `(\w+)\$\{name\}`/.exec(source)?.[1];
const measured = [...source.matchAll(/\bgauge\(\s*'(\w+)'/g)].map(([, name]) => `${prefix}${name}`);

const documents = {
  'deploy/monitoring/alerts.yaml': (text: string): unknown => parse(text),
  'deploy/monitoring/edge-dashboard.json': (text: string): unknown => JSON.parse(text),
};

test.each(Object.entries(documents))('%s asks only for what the edge measures', (path, readIt) => {
  expect(measured).toHaveLength(8);
  const expressions = expressionsIn(readIt(read(path)));
  expect(expressions.length).toBeGreaterThan(5);
  for (const expression of expressions) {
    const names = metricsIn(expression);
    expect(names.length, expression).toBeGreaterThan(0);
    for (const name of names) expect([...measured, 'up'], expression).toContain(name);
  }
});

test('every measure of the edge is on the dashboard', () => {
  const shown = expressionsIn(JSON.parse(read('deploy/monitoring/edge-dashboard.json')));
  expect(new Set(shown.flatMap(metricsIn))).toEqual(new Set(measured));
});

test('no panel covers another', () => {
  const dashboard: unknown = JSON.parse(read('deploy/monitoring/edge-dashboard.json'));
  const panels = isObject(dashboard) && Array.isArray(dashboard.panels) ? dashboard.panels : [];
  const taken = panels.flatMap((panel: unknown) => {
    const place = isObject(panel) && isObject(panel.gridPos) ? panel.gridPos : {};
    const [x, y, w, h] = [place.x, place.y, place.w, place.h].map(Number);
    return Array.from({ length: (w ?? 0) * (h ?? 0) }, (_, cell) => {
      return `${(x ?? 0) + (cell % (w ?? 1))},${(y ?? 0) + Math.floor(cell / (w ?? 1))}`;
    });
  });
  expect(taken.length).toBeGreaterThan(100);
  expect(new Set(taken).size).toBe(taken.length);
});
