import type { ServerReady } from '@twinlens/contract';
import { engineVersion } from '@twinlens/image-diff';
import { createLogger, serveMetrics, startTracing } from '@twinlens/telemetry';
import { type Context, defaultRules, firstStart, type Rules } from '@twinlens/visual-tests';
import { createBackup } from './backup/create-backup.ts';
import { serveBackups } from './backup/socket.ts';
import { startCompressing } from './compressing.ts';
import type { Config } from './config.ts';
import { startDelivering } from './delivering/start.ts';
import { createApp } from './http/app.ts';
import { chooseByAccess } from './http/authentication.ts';
import { createClientAuthentication } from './http/client-authentication.ts';
import { builtPages } from './http/pages.ts';
import { createHandlers } from './http/routes/handlers.ts';
import { createStatusAuthentication } from './http/status-authentication.ts';
import { createWorkerAuthentication } from './http/worker-authentication.ts';
import { createDecoder } from './images/decoder.ts';
import { listen } from './listener.ts';
import { startLooking } from './looking.ts';
import { createAuth } from './sign-in/auth.ts';
import { createOperatorAccess } from './sign-in/operator-access.ts';
import { createSessionAccess } from './sign-in/session-access.ts';
import { createWorkflowTokens } from './sign-in/workflow-tokens.ts';
import { openStorage } from './storage.ts';
import { measureBacklog } from './telemetry/backlog.ts';
import { createMetrics } from './telemetry/metrics.ts';
import { createObserver } from './telemetry/observer.ts';
import { startUpkeep } from './upkeep.ts';
import { createWorkSignal } from './work-signal.ts';

/** How long running requests may take to end once the server is asked to stop. Milliseconds. */
const drainMs = 15_000;

export interface Server extends Omit<ServerReady, 'type'> {
  ctx: Context;
  /** Where its figures are; null for nowhere. */
  metricsUrl: string | null;
  /** Drains, then cuts what is left after a while, then closes the database. Repeatable. */
  close(): Promise<void>;
}

export interface ServerOptions {
  config: Config;
  rules?: Partial<Rules>;
}

/**
 * Starts a whole server and resolves when it serves. What was opened is closed again when a step
 * fails.
 */
export async function startServer({ config, rules }: ServerOptions): Promise<Server> {
  await using opened = new AsyncDisposableStack();
  const tracing = await startTracing(config.telemetry.traces, 'twinlens-server');
  opened.defer(tracing.stop);
  const logger = createLogger({ name: 'server', level: config.logLevel, tracing });
  const metrics = createMetrics();
  const listener = await listen(config);
  const draining = new AbortController();
  const work = createWorkSignal();

  const drain = async () => {
    draining.abort();
    const cut = setTimeout(listener.cut, drainMs);
    await listener.drain();
    clearTimeout(cut);
  };
  opened.defer(drain);
  const storage = await openStorage(config, metrics);
  opened.defer(storage.close);

  const decoder = createDecoder(metrics.pixels);
  opened.defer(decoder.close);

  const ctx: Context = {
    db: storage.db,
    store: storage.store,
    rules: { ...defaultRules, ...rules },
    now: () => new Date(),
    origin: config.origin ?? listener.url,
    installationKey: storage.installationKey,
    onWork: work.notify,
    pixelWork: decoder.pixelWork,
    differsOnlyWhereUnstable: decoder.differsOnlyWhereUnstable,
    lookAtPair: decoder.lookAtPair,
    mail: config.mail && { host: new URL(config.mail.smtpUrl).host, sender: config.mail.sender },
    engineVersion,
    observer: createObserver(metrics, tracing),
  };
  measureBacklog(metrics.registry, ctx);
  const served = await serveMetrics(config.telemetry.metrics, metrics.registry, logger);
  opened.defer(served.stop);
  const first = await firstStart({ ctx });
  const auth = createAuth(ctx, logger);
  const app = await createApp({
    ctx,
    auth,
    pagesFolder: builtPages,
    handlers: createHandlers({
      auth,
      work,
      workflowTokens: createWorkflowTokens(config.githubOidc),
      draining: draining.signal,
      allowPrivate: config.privateDestinations,
      smtpUrl: config.mail?.smtpUrl ?? null,
    }),
    authentication: chooseByAccess({
      client: createClientAuthentication(ctx),
      worker: createWorkerAuthentication(ctx, config.workerToken),
      status: createStatusAuthentication(config.statusToken),
      session: createSessionAccess({ ctx, auth }),
      operator: createOperatorAccess({ ctx, auth }),
    }),
    logger,
    metrics,
    tracing,
  });
  await app.ready();
  opened.defer(() => app.close());
  const upkeep = startUpkeep({ ctx, logger });
  opened.defer(upkeep.stop);
  const looking = startLooking({ ctx, logger });
  opened.defer(looking.stop);
  const delivering = startDelivering({
    ctx,
    logger,
    allowPrivate: config.privateDestinations,
    smtpUrl: config.mail?.smtpUrl ?? null,
  });
  opened.defer(delivering.stop);
  if (config.databaseUrl === null) {
    const key = config.installationKey === null ? storage.installationKey : null;
    const backups = await serveBackups({
      dataFolder: config.dataFolder,
      logger,
      create: (folder) => createBackup(storage, { folder, key }),
    });
    opened.defer(backups.stop);
  }
  const compressing = startCompressing({ ctx, logger });
  opened.defer(compressing.stop);
  // The first to run: nothing is closed under a request that still needs it.
  opened.defer(drain);
  listener.serve((request, response) => app.routing(request, response));

  const running = opened.move();
  return {
    ctx,
    url: listener.url,
    metricsUrl: served.url,
    apiKey: first.apiKey,
    apiSecret: first.apiSecret,
    signInUrl: first.signInUrl,
    close: () => running.disposeAsync(),
  };
}
