import { type Backlog, type Context, readBacklog } from '@twinlens/visual-tests';
import { Gauge, type Registry } from 'prom-client';

/** A question that takes longer is not waited for: whoever collects figures gives up after ten. Milliseconds. */
const longestMs = 5_000;

type Value = [labels: Record<string, string>, value: number];

/**
 * Measures what waits in the database, when somebody collects figures. Every server of an installation
 * says the same. While the database does not answer, that is all that is said of it.
 */
export function measureBacklog(registry: Registry, ctx: Context): void {
  /** Read once for all that is collected at a time; null where there was no answer. */
  let reading: Promise<Backlog | null> | null = null;
  const read = () => {
    reading ??= within(longestMs, readBacklog({ ctx }))
      .catch(() => null)
      .finally(() => {
        reading = null;
      });
    return reading;
  };
  function gauge(
    name: string,
    help: string,
    labelNames: string[],
    values: (backlog: Backlog) => Value[],
  ): void {
    const made: Gauge = new Gauge({
      name: `twinlens_${name}`,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        const backlog = await read();
        made.reset();
        // Without labels, it is 0 once it is reset.
        if (backlog === null && labelNames.length === 0) made.set(Number.NaN);
        for (const [labels, value] of backlog ? values(backlog) : []) made.set(labels, value);
      },
    });
  }
  const ageOf = (date: Date | null) =>
    date === null ? 0 : Math.max(0, (ctx.now().getTime() - date.getTime()) / 1000);

  gauge('queue_length', 'Captures that wait for a worker.', ['target'], ({ captures }) =>
    captures.map(({ target, waiting }) => [{ target }, waiting]),
  );
  gauge('queue_age_seconds', 'Age of the oldest capture that waits.', ['target'], ({ captures }) =>
    captures.map(({ target, oldest }) => [{ target }, ageOf(oldest)]),
  );
  gauge('leases', 'Captures that workers are at.', ['target'], ({ captures }) =>
    captures.map(({ target, leased }) => [{ target }, leased]),
  );
  gauge('outbox_length', 'What is still to be told.', ['destination'], ({ deliveries }) =>
    deliveries.map(({ kind, waiting }) => [{ destination: kind }, waiting]),
  );
  gauge(
    'outbox_age_seconds',
    'Age of the oldest that is still to be told.',
    ['destination'],
    ({ deliveries }) =>
      deliveries.map(({ kind, oldest }) => [{ destination: kind }, ageOf(oldest)]),
  );
  gauge(
    'silent_hosts',
    'Hosts that are told nothing for a while, as they do not answer.',
    [],
    (b) => [[{}, b.silentHosts]],
  );
  gauge('workers', 'Workers that are there, by whether they get work.', ['state'], ({ workers }) =>
    workers.map(({ state, count }) => [{ state }, count]),
  );
  const answers: Gauge = new Gauge({
    name: 'twinlens_database_answers',
    help: '1 while the database answers.',
    registers: [registry],
    async collect() {
      answers.set((await read()) === null ? 0 : 1);
    },
  });
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('too late')), ms);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}
