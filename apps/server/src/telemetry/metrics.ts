/** What the server measures of itself. Nothing is named by what tenants name: their number has no end. */
import { targetTypes } from '@twinlens/contract';
import type { Happening } from '@twinlens/visual-tests';
import { Counter, Histogram, Registry } from 'prom-client';

export interface ServerMetrics {
  registry: Registry;
  /** @param operation of the contract, or what else was asked for */
  answered(operation: string, status: number, seconds: number): void;
  happened(what: Happening): void;
  statement(statement: { tookMs: number; failed: boolean }): void;
  stored(action: string, seconds: number, failed: boolean): void;
  pixels(work: string, seconds: number): void;
}

/** From a millisecond to a minute: calls, statements, pictures. Seconds. */
const moments = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60];

/** From a second to hours: what people wait for. Seconds. */
const waits = [1, 3, 10, 30, 60, 120, 300, 600, 1800, 3600, 14_400];

export function createMetrics(): ServerMetrics {
  const registry = new Registry();
  const registers = [registry];
  const histogram = <L extends string>(
    name: string,
    help: string,
    labelNames: L[],
    buckets = moments,
  ) => new Histogram({ name: `twinlens_${name}`, help, labelNames, buckets, registers });
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name: `twinlens_${name}`, help, labelNames, registers });

  const requests = histogram('http_request_seconds', 'Time to answer a request.', [
    'operation',
    'status',
  ]);
  const statements = histogram('database_statement_seconds', 'Time of a statement.', []);
  const failedStatements = counter('database_failures_total', 'Statements that failed.', []);
  const stored = histogram('store_seconds', 'Time of a call to the store.', ['action']);
  const failedCalls = counter('store_failures_total', 'Calls to the store that failed.', [
    'action',
  ]);
  const pixels = histogram(
    'pixel_work_seconds',
    'Time of work on pictures in a thread, waiting for it included; "look" compares a pair.',
    ['work'],
  );
  const waited = histogram(
    'lease_wait_seconds',
    'How long a capture waited for a worker.',
    ['target'],
    waits,
  );
  const expired = counter('lease_expiries_total', 'Captures taken back from silent workers.', [
    'target',
  ]);
  const pictures = counter('pictures_total', 'Pictures of results, rendered or copied.', [
    'target',
    'from',
  ]);
  const unstable = counter('unstable_pictures_total', 'Pictures that differ from themselves.', [
    'target',
  ]);
  const failures = counter('capture_failures_total', 'Attempts at captures that failed.', [
    'target',
  ]);
  const audits = counter(
    'copied_picture_checks_total',
    'Copied pictures rendered again, by whether they looked the same.',
    ['same'],
  );
  const compared = histogram(
    'comparison_seconds',
    'From asking for a comparison to its verdict, captures included.',
    [],
    waits,
  );
  const told = counter('delivery_attempts_total', 'Attempts to tell somebody something.', [
    'destination',
    'outcome',
  ]);

  // What begins at 1 has not risen, for whoever reckons with rates.
  for (const target of targetTypes) for (const rare of [expired, failures]) rare.inc({ target }, 0);
  for (const same of ['yes', 'no']) audits.inc({ same }, 0);

  return {
    registry,
    answered: (operation, status, seconds) =>
      requests.observe({ operation, status: `${Math.floor(status / 100)}xx` }, seconds),
    statement({ tookMs, failed }) {
      statements.observe(tookMs / 1000);
      if (failed) failedStatements.inc();
    },
    stored(action, seconds, failed) {
      stored.observe({ action }, seconds);
      failedCalls.inc({ action }, failed ? 1 : 0);
    },
    pixels: (work, seconds) => pixels.observe({ work }, seconds),
    happened(what) {
      switch (what.kind) {
        case 'lease taken':
          return waited.observe({ target: what.target }, what.waitedMs / 1000);
        case 'lease expired':
          return expired.inc({ target: what.target });
        case 'captured': {
          const { target } = what;
          pictures.inc({ target, from: 'rendered' }, what.rendered);
          pictures.inc({ target, from: 'copied' }, what.copied);
          return unstable.inc({ target }, what.unstable);
        }
        case 'capture failed':
          return failures.inc({ target: what.target });
        case 'audited':
          audits.inc({ same: 'yes' }, what.pictures - what.disagreements);
          return audits.inc({ same: 'no' }, what.disagreements);
        case 'compared':
          return compared.observe(what.tookMs / 1000);
        case 'told':
          return told.inc({ destination: what.destination, outcome: what.outcome });
      }
      what satisfies never;
    },
  };
}
