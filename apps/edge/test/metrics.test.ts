import { answeredMetrics, compareMetrics, documentedMetrics } from '@twinlens/testing';
import { expect, test } from 'vitest';
import { createMetrics } from '../src/control/metrics.ts';

test('the figures of the edge are those of the documentation', async () => {
  const metrics = createMetrics(() => ({
    at: '2026-06-07T00:00:00.000Z',
    wanted: 3,
    loaded: 3,
    seen: 2,
    agrees: false,
    lastProvenAt: '2026-06-07T00:00:00.000Z',
    oldWorkers: [],
    routes: [],
    alerts: [],
  }));
  metrics.cacheAnswered('hit');
  const text = await metrics.text();
  expect(compareMetrics(documentedMetrics('edge'), answeredMetrics(text))).toEqual([]);
  expect(text).toContain('twinlens_edge_generation_seen 2');
  expect(text).toContain('twinlens_edge_cache_answers_total{outcome="hit"} 1');
});
