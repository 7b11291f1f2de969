/** What a worker measures of itself. Nothing is named by what tenants name. */
import type { EngineName } from '@twinlens/browser';
import type { BodyOf, finishLease } from '@twinlens/contract';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** How a lease ended. */
export type Ending = 'done' | 'failed' | 'lost';

export interface WorkerMetrics {
  registry: Registry;
  ended(engine: EngineName, ending: Ending, seconds: number): void;
  pictures(engine: EngineName, snapshots: BodyOf<typeof finishLease>['snapshots']): void;
  /** @param count asked when somebody collects figures */
  slots(count: () => { busy: number; idle: number }): void;
}

export function createMetrics(): WorkerMetrics {
  const registry = new Registry();
  const registers = [registry];
  const captures = new Histogram({
    name: 'twinlens_worker_capture_seconds',
    help: 'Time of a capture, from its lease to its result.',
    labelNames: ['engine', 'ending'],
    buckets: [0.3, 1, 3, 10, 30, 60, 120, 300, 600, 1800],
    registers,
  });
  const phases = new Histogram({
    name: 'twinlens_worker_picture_seconds',
    help: 'Time of one picture: until it was shown, until it was at rest, until it was taken.',
    labelNames: ['engine', 'phase'],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
    registers,
  });
  const pictures = new Counter({
    name: 'twinlens_worker_pictures_total',
    help: 'Pictures handed in, rendered or copied from earlier captures.',
    labelNames: ['engine', 'from'],
    registers,
  });
  let count = () => ({ busy: 0, idle: 0 });
  const slots: Gauge<'state'> = new Gauge({
    name: 'twinlens_worker_slots',
    help: 'Captures that may go on at once, by whether one does.',
    labelNames: ['state'],
    registers,
    collect() {
      const { busy, idle } = count();
      slots.set({ state: 'busy' }, busy);
      slots.set({ state: 'idle' }, idle);
    },
  });
  return {
    registry,
    ended: (engine, ending, seconds) => captures.observe({ engine, ending }, seconds),
    pictures(engine, snapshots) {
      for (const { copied, renderMs, waitMs, screenshotMs } of snapshots) {
        pictures.inc({ engine, from: copied ? 'copied' : 'rendered' });
        if (copied) continue;
        phases.observe({ engine, phase: 'render' }, renderMs / 1000);
        phases.observe({ engine, phase: 'wait' }, waitMs / 1000);
        phases.observe({ engine, phase: 'screenshot' }, screenshotMs / 1000);
      }
    },
    slots(asked) {
      count = asked;
    },
  };
}
