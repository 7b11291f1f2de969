/** The controller of one edge: takes orders on a socket, watches, and leaves the proxy running. */
import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { check, TwinlensError } from '@twinlens/contract';
import type { Logger } from 'pino';
import { Type } from 'typebox';
import { countCacheAnswers } from '../cache/cache-counts.ts';
import { CacheProcess } from '../cache/cache-process.ts';
import { Deployer } from '../deploy/deployer.ts';
import { Servers, type Surroundings } from '../deploy/servers.ts';
import { Applier } from '../generation/applier.ts';
import { readDocument, writeDocument } from '../generation/files.ts';
import { Ledger } from '../generation/ledger.ts';
import { Haproxy } from '../proxy/haproxy.ts';
import { readTopology } from '../topology/read-topology.ts';
import { Alerts } from './alerts.ts';
import { controlSocket, readBody, say } from './control-socket.ts';
import { type Guards, guardNames } from './guards.ts';
import { lockFolder } from './lock.ts';
import { createMetrics, type EdgeMetrics } from './metrics.ts';
import { Watch } from './watch.ts';

export interface ControllerOptions {
  /** Folder with everything the edge keeps. */
  folder: string;
  haproxy: string;
  /** Where other programs are looked for. */
  path: string;
  guards: Guards;
  surroundings: Surroundings;
  logger: Logger;
}

interface Settings {
  /** What tells our probes from everybody else's requests. */
  secret: string;
  topologyPath: string | null;
}

const inputs = {
  apply: Type.Object({ topology: Type.String(), giveUp: Type.Array(Type.String()) }),
  rollback: Type.Object({ generation: Type.Union([Type.Integer(), Type.Null()]) }),
  deploy: Type.Object({
    backend: Type.Union([Type.String(), Type.Null()]),
    release: Type.String(),
  }),
};

/** Longest path of a socket, less what is put behind the folder. */
const longestFolder = 70;

/** Runs until the signal ends it. @throws TwinlensError when it cannot begin. */
export async function runController(
  options: ControllerOptions,
  signal: AbortSignal,
): Promise<void> {
  const { folder, guards, logger } = options;
  if (folder.length > longestFolder) {
    throw new TwinlensError(
      'invalid_request',
      `--state: ${folder} is too long for the names of sockets, at most ${longestFolder} characters`,
    );
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
  try {
    await control(options, signal);
  } finally {
    lock.release();
    logger.info(
      `the controller ended; the proxy goes on serving (${guards.watch ? 'unwatched' : 'as before'})`,
    );
  }
}

async function control(options: ControllerOptions, signal: AbortSignal): Promise<void> {
  const { folder, guards, logger } = options;
  const settingsPath = join(folder, 'settings.json');
  const settings: Settings = (await readDocument<Settings>(settingsPath)) ?? {
    secret: randomBytes(16).toString('hex'),
    topologyPath: null,
  };
  await writeDocument(settingsPath, settings);
  const { secret } = settings;
  const ledger = await Ledger.open(folder);
  const proxy = new Haproxy(options);
  const alerts = new Alerts(logger);
  const applier = new Applier({ ledger, proxy, guards, secret, logger });
  const servers = new Servers(folder, options.surroundings);
  const topologyPath = () => settings.topologyPath;
  const watch = new Watch({ ledger, proxy, applier, alerts, guards, secret, topologyPath });
  const metrics = createMetrics(() => watch.status);
  const counts = await countCacheAnswers(folder, metrics.cacheAnswered);
  const cache = new CacheProcess(folder, options.path, alerts, counts.port);
  const deployer = new Deployer({
    applier,
    proxy,
    servers,
    watch,
    alerts,
    guards,
    secret,
    logger,
  });
  const off = guardNames.filter((name) => !guards[name]);
  alerts.set('guard-off', off.length === 0 ? null : `runs without ${off.join(', ')}`, false);
  await takeOver(ledger, proxy, applier, logger);

  const verbs: Record<string, (input: unknown, response: ServerResponse) => Promise<unknown>> = {
    async status() {
      if (!applier.busy) await watch.look();
      return watch.status;
    },
    history: async () => ledger.entries,
    async apply(input) {
      const { topology: path, giveUp } = take(inputs.apply, input);
      const topology = readTopology(path);
      const deployed = Object.fromEntries(
        topology.backends
          .filter((backend) => backend.deployed !== undefined)
          .map(({ name }) => [name, applier.content?.deployed[name] ?? []]),
      );
      settings.topologyPath = path;
      await writeDocument(settingsPath, settings);
      return applier.apply('apply', path, { topology, deployed, givenUp: giveUp });
    },
    rollback: async (input) => applier.rollBack(take(inputs.rollback, input).generation),
    async restart() {
      const entry = await applier.start('asked to restart the proxy');
      if (entry === null) throw new TwinlensError('conflict', 'nothing is served yet');
      return entry;
    },
    deploy: async (input, response) =>
      deployer.deploy(take(inputs.deploy, input), (step) => {
        logger.info(`deploy: ${step}`);
        say(response, { step });
      }),
  };

  const control = createServer((request, response) => {
    void (async () => {
      const verb = verbs[(request.url ?? '/').slice(1)];
      try {
        if (verb === undefined) throw new TwinlensError('not_found', `no verb ${request.url}`);
        const text = await readBody(request);
        say(response, { result: await verb(text === '' ? null : JSON.parse(text), response) });
      } catch (error) {
        const known = error instanceof TwinlensError;
        if (!known) logger.error(error);
        const code = known ? error.code : 'internal';
        say(response, {
          error: { code, message: error instanceof Error ? error.message : String(error) },
        });
      }
      response.end();
    })();
  });
  await rm(controlSocket(folder), { force: true });
  await listen(control, { path: controlSocket(folder) });
  logger.info({ folder, proxy: proxy.pid }, 'controlling');

  const monitoring = createServer((request, response) => {
    void answerMonitoring(request.url ?? '/', watch, metrics, response);
  });
  let monitored = '';
  const followMonitoring = async () => {
    const wanted = applier.content?.topology.monitoring;
    if (wanted === undefined || monitored === `${wanted.address} ${wanted.port}`) return;
    monitoring.close();
    monitoring.closeAllConnections();
    await listen(monitoring, { host: wanted.address, port: wanted.port })
      .then(() => {
        monitored = `${wanted.address} ${wanted.port}`;
      })
      .catch((error: Error) => logger.warn(`no metrics: ${error.message}`));
  };
  const sweep = async () => {
    while (!signal.aborted) {
      try {
        await followMonitoring();
        await cache.follow(applier.content);
        if (!deployer.deploying) await deployer.sweep();
        alerts.set('servers-troubled', null);
      } catch (error) {
        alerts.set('servers-troubled', `servers cannot be looked after: ${error}`);
      }
      await delay(1_000, undefined, { signal }).catch(() => undefined);
    }
  };
  await Promise.all([watch.run(signal), sweep()]);
  control.close();
  control.closeAllConnections();
  monitoring.close();
  monitoring.closeAllConnections();
  counts.close();
}

/** Goes on where the last controller ended, in the middle of a change or not. */
async function takeOver(
  ledger: Ledger,
  proxy: Haproxy,
  applier: Applier,
  logger: Logger,
): Promise<void> {
  const running = await proxy.adopt();
  const { wanted } = ledger;
  if (wanted?.outcome === 'loading') {
    logger.warn({ generation: wanted.number }, 'the last controller ended while it was loaded');
    await ledger.end(wanted, 'failed', ['the controller ended before it was proven']);
    if (running) await applier.backToProven(wanted.number);
  }
  if (!running && applier.content !== null) await applier.start('the proxy was not running');
}

async function answerMonitoring(
  url: string,
  watch: Watch,
  metrics: EdgeMetrics,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('cache-control', 'no-store');
  if (url === '/status.json') {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(watch.status));
  } else if (url === '/metrics') {
    response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8');
    response.end(await metrics.text());
  } else {
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end('There is /status.json and /metrics.\n');
  }
}

function take<T extends (typeof inputs)[keyof typeof inputs]>(schema: T, input: unknown) {
  const checked = check(schema, input);
  if (!checked.ok) throw new TwinlensError('invalid_request', checked.problem);
  return checked.value;
}

function listen(server: Server, where: { path: string } | { host: string; port: number }) {
  return new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
