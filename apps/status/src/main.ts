/**
 * The status program: watches a Twinlens from outside and says how it is. Shares nothing with what it
 * watches but its public address, so it answers when everything else is down.
 *
 * Without arguments it serves; `export <folder>` writes the whole site into a folder or bucket and ends.
 */
import type { AddressInfo } from 'node:net';
import { TwinlensError } from '@twinlens/contract';
import { createLogger, noTracing, serveMetrics } from '@twinlens/telemetry';
import { pino } from 'pino';
import { keepComponents } from './component/components.ts';
import { type Config, readConfig } from './config.ts';
import type { Context } from './context.ts';
import { exportSite } from './export/export-site.ts';
import { openPlace, problemOf } from './export/place.ts';
import { readSealKey } from './gate/sealed.ts';
import { createHttp } from './http/serve.ts';
import { startWatching } from './monitor/watch.ts';
import { readSettings } from './settings.ts';
import { openStore } from './store/store.ts';
import { readPageKey } from './subscription/page-key.ts';
import { createSenders } from './subscription/send.ts';
import { createMetrics } from './telemetry/metrics.ts';

function contextFor(config: Config): Context {
  const settings = readSettings(config.settingsFile, config.watch);
  const mails =
    settings.subscriptions.includes('mail') ||
    settings.alerts.channels.some(({ way }) => way.kind === 'mail');
  if (mails && config.smtp === null) {
    throw new TwinlensError(
      'invalid_request',
      'subscriptions and alerts by mail need TWINLENS_STATUS_SMTP_URL and TWINLENS_STATUS_MAIL_FROM',
    );
  }
  const store = openStore(config.dataFolder);
  return {
    store,
    settings,
    now: () => new Date(),
    watched: watchedBy(config),
    origin: config.origin ?? `http://${config.host}:${config.port}`,
    // Standard output has one line: where it serves.
    logger: createLogger({ name: 'status', tracing: noTracing, destination: pino.destination(2) }),
    metrics: createMetrics(store),
  };
}

function watchedBy({ watch, apiKey, serviceToken }: Config): Context['watched'] {
  const basic = apiKey && Buffer.from(`${apiKey.key}:${apiKey.secret}`).toString('base64');
  return {
    origin: watch,
    client: basic === null ? null : { authorization: `Basic ${basic}` },
    service: serviceToken === null ? null : { authorization: `Bearer ${serviceToken}` },
  };
}

async function serve(config: Config): Promise<void> {
  const ctx = contextFor(config);
  keepComponents(ctx);
  const pageKey = readPageKey(config.dataFolder);
  const server = createHttp({ ctx, writeToken: config.writeToken, pageKey });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://${config.host}:${port}`;
  if (config.origin === null) ctx.origin = url;
  const gate =
    ctx.watched.service === null
      ? null
      : {
          client: { origin: config.watch, headers: ctx.watched.service },
          key: readSealKey(config.dataFolder),
        };
  const { smtp, privateWebhooks: allowPrivate } = config;
  const senders = createSenders({ smtp, allowPrivate });
  const figures = await serveMetrics(config.metrics, ctx.metrics.registry, ctx.logger);
  const place = config.exportTo && (await openPlace(config.exportTo));
  const watching = startWatching(ctx, gate, { key: pageKey, senders }, place);
  process.stdout.write(`${JSON.stringify({ url, watching: config.watch })}\n`);
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    server.close();
    server.closeAllConnections();
    await watching.stop();
    await figures.stop();
    senders.close();
    ctx.store.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
}

async function run(): Promise<void> {
  const [command, address, ...rest] = process.argv.slice(2);
  if (command === undefined) return serve(readConfig());
  if (command !== 'export' || address === undefined || rest.length > 0) {
    throw new TwinlensError(
      'invalid_request',
      'usage: serve without arguments, or export <folder or s3://bucket/prefix>',
    );
  }
  const problem = problemOf(address);
  if (problem !== null) throw new TwinlensError('invalid_request', problem);
  const config = readConfig();
  const place = await openPlace({ address, ...config.objects });
  const ctx = contextFor(config);
  const files = await exportSite({ ctx, input: { place } });
  ctx.store.close();
  process.stdout.write(`${JSON.stringify({ folder: address, files })}\n`);
}

try {
  await run();
} catch (error) {
  if (!(error instanceof TwinlensError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
