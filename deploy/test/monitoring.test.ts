/** Alerts and dashboards ask for what is measured, in expressions that Prometheus understands. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { documentedMetrics, type Metric } from '@twinlens/testing';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { isObject } from './kubernetes-schema.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const listOf = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

const programs = ['server', 'worker', 'status', 'edge'] as const;
/** Tests of each program hold it to the table of the documentation. */
const measured = new Map<string, Metric>(
  programs.flatMap(documentedMetrics).map((metric) => [metric.name, metric]),
);
/** Of Prometheus itself, and of every process. */
const others = ['up', 'process_resident_memory_bytes'];

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

/** Text of every node of these kinds; `⚠` is what does not parse. */
function nodesOf(expression: string, ...kinds: string[]): string[] {
  const found: string[] = [];
  parser.parse(expression).iterate({
    enter({ name, from, to }) {
      if (kinds.includes(name)) found.push(expression.slice(from, to));
    },
  });
  return found;
}

/** What a series is measured as: histograms have three series. */
const metricOf = (series: string) =>
  measured.has(series) ? series : series.replace(/_(bucket|count|sum)$/, '');

const rules = parse(read('deploy/monitoring/alerts.yaml')) as { groups: unknown };
const alerts = listOf(rules.groups).flatMap((group) => listOf(group.rules));
const dashboards = readdirSync(join(root, 'deploy/monitoring')).filter((name) =>
  name.endsWith('-dashboard.json'),
);
const documents: Record<string, unknown> = {
  'alerts.yaml': rules,
  ...Object.fromEntries(
    dashboards.map((name) => [name, JSON.parse(read(`deploy/monitoring/${name}`))]),
  ),
};

test.each(Object.keys(documents))('%s asks only for what is measured', (name) => {
  const expressions = expressionsIn(documents[name]);
  expect(expressions.length).toBeGreaterThan(4);
  for (const expression of expressions) {
    expect(nodesOf(expression, '⚠'), expression).toEqual([]);
    const series = nodesOf(expression, 'Identifier').filter((one) => !others.includes(one));
    for (const one of series) {
      const { kind } = measured.get(metricOf(one)) ?? {};
      expect(kind, `${one} in ${expression}`).toBeDefined();
      expect(kind === 'histogram', expression).toBe(metricOf(one) !== one);
    }
    const known = new Set([
      ...series.flatMap((one) => measured.get(metricOf(one))?.labels ?? []),
      ...['job', 'instance', 'le'],
    ]);
    for (const label of nodesOf(expression, 'LabelName')) {
      expect([...known], `${label} in ${expression}`).toContain(label);
    }
  }
});

test('an expression that does not parse would be seen', () => {
  expect(nodesOf('sum by (le) (rate(twinlens_x[5m])', '⚠')).not.toEqual([]);
});

test('everything that is measured is on a dashboard', () => {
  const shown = dashboards
    .flatMap((name) => expressionsIn(documents[name]))
    .flatMap((expression) => nodesOf(expression, 'Identifier'));
  expect(new Set(shown.map(metricOf).filter((one) => measured.has(one)))).toEqual(
    new Set(measured.keys()),
  );
});

test('every alert leads to a part of the documentation that is there', () => {
  const anchors = read('docs/operating.md')
    .split('\n')
    .flatMap((line) => /^#{2,4} (.+)$/.exec(line)?.[1] ?? [])
    .map((heading) => `docs/operating.md#${heading.toLowerCase().replaceAll(' ', '-')}`);
  expect(alerts.length).toBeGreaterThan(15);
  for (const { alert, annotations } of alerts) {
    const { runbook, summary, description } = isObject(annotations) ? annotations : {};
    expect(anchors, String(alert)).toContain(runbook);
    expect([summary, description].map((text) => typeof text)).toEqual(['string', 'string']);
  }
});

test('alerts are about jobs that are collected', () => {
  const config: unknown = parse(read('deploy/monitoring/prometheus.yaml'));
  const jobs = listOf(isObject(config) ? config.scrape_configs : []).map((job) => job.job_name);
  const named = alerts.flatMap(({ expr }) => [...String(expr).matchAll(/job="([^"]+)"/g)]);
  expect(new Set(named.map(([, job]) => job))).toEqual(new Set(jobs));
});

test.each(dashboards)('%s is one that Grafana takes, and no panel covers another', (name) => {
  const dashboard = documents[name];
  if (!isObject(dashboard)) throw new Error('it is no object');
  expect(dashboard).toMatchObject({
    uid: `twinlens-${name.replace('-dashboard.json', '')}`,
    schemaVersion: expect.any(Number),
    templating: { list: [{ name: 'datasource', type: 'datasource' }] },
  });
  const panels = listOf(dashboard.panels);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const taken = panels.flatMap(({ gridPos, title, targets, datasource }) => {
    expect(listOf(targets).length, String(title)).toBeGreaterThan(0);
    expect(datasource).toEqual({ type: 'prometheus', uid: expect.stringContaining('datasource') });
    const place = isObject(gridPos) ? gridPos : {};
    const [x = 0, y = 0, w = 0, h = 0] = [place.x, place.y, place.w, place.h].map(Number);
    expect(x + w).toBeLessThanOrEqual(24);
    return Array.from({ length: w * h }, (_, cell) => {
      return `${x + (cell % w)},${y + Math.floor(cell / w)}`;
    });
  });
  expect(taken.length).toBeGreaterThan(100);
  expect(new Set(taken).size).toBe(taken.length);
});
