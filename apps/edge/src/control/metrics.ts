import type { EdgeStatus } from '@twinlens/contract';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

export interface EdgeMetrics {
  text(): Promise<string>;
  /** @param outcome how the cache came to an answer, such as `hit` */
  cacheAnswered(outcome: string): void;
}

/** Prometheus metrics of the edge, made of its status when they are asked for. */
export function createMetrics(status: () => EdgeStatus): EdgeMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, value: (status: EdgeStatus) => number) => {
    const made: Gauge = new Gauge({
      name: `twinlens_edge_${name}`,
      help,
      registers: [registry],
      collect() {
        made.set(value(status()));
      },
    });
  };
  const none = Number.NaN;
  gauge('generation_wanted', 'Generation the proxy is meant to serve.', (s) => s.wanted ?? none);
  gauge('generation_loaded', 'Generation the proxy says it has loaded.', (s) => s.loaded ?? none);
  gauge('generation_seen', 'Generation seen over the public address.', (s) => s.seen ?? none);
  gauge('agrees', '1 while the three are one.', (s) => (s.agrees ? 1 : 0));
  gauge('last_proven_timestamp_seconds', 'When a generation was last proven.', (s) =>
    s.lastProvenAt === null ? none : Date.parse(s.lastProvenAt) / 1000,
  );
  gauge(
    'old_workers',
    'Proxy workers that were replaced and still serve.',
    (s) => s.oldWorkers.length,
  );
  gauge('alerts', 'Open alerts.', (s) => s.alerts.length);
  gauge('locked', '1 while deploys are refused.', (s) => (s.alerts.some((a) => a.locks) ? 1 : 0));
  const answers = new Counter({
    name: 'twinlens_edge_cache_answers_total',
    help: 'Answers of the cache for pictures, by how they came about.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return {
    text: () => registry.metrics(),
    cacheAnswered: (outcome) => answers.inc({ outcome }),
  };
}
