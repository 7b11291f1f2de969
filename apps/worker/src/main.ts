/** Captures for a server: `TWINLENS_SERVER=... TWINLENS_WORKER_TOKEN=... node apps/worker/src/main.ts` */
import type { WorkerReady } from '@twinlens/contract';
import { createLogger, serveMetrics, startTracing } from '@twinlens/telemetry';
import { readConfig, type WorkerConfig } from './config.ts';
import { createMetrics } from './telemetry/metrics.ts';
import { startWorker } from './worker.ts';

/** After this, stopping is no longer polite. Longer than it takes to give a lease back. */
const forceMs = 12_000;

function configOrExit(): WorkerConfig {
  try {
    return readConfig();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(2);
  }
}

const config = configOrExit();
const tracing = await startTracing(config.telemetry.traces, 'twinlens-worker');
const logger = createLogger({ name: 'worker', tracing });
const metrics = createMetrics();
await serveMetrics(config.telemetry.metrics, metrics.registry, logger);
const worker = startWorker({ config, logger, tracing, metrics }, () => {
  logger.info({ servers: config.servers, name: config.name }, 'waiting for work');
  process.send?.({ type: 'ready' } satisfies WorkerReady);
});

let stopping = false;
function stop(reason: string): void {
  if (stopping) return;
  stopping = true;
  logger.info({ reason }, 'stopping');
  setTimeout(() => process.exit(1), forceMs).unref();
  worker
    .stop()
    .finally(tracing.stop)
    .then(
      () => process.exit(0),
      () => process.exit(1),
    );
}
process.on('SIGTERM', () => stop('SIGTERM'));
process.on('SIGINT', () => stop('SIGINT'));
// Started by the command: there is nothing to work for once it has gone.
if (process.channel) process.on('disconnect', () => process.exit(1));
