/** Looks at everything the settings name, each at its own pace, until stopped. */
import { setTimeout as sleep } from 'node:timers/promises';
import { beat } from '../alert/heartbeat.ts';
import { keepAlerts } from '../alert/keep-alerts.ts';
import type { Context } from '../context.ts';
import type { ExportPlace } from '../export/export-place.ts';
import { exportMs, followAt } from '../export/export-site.ts';
import { type GateAccess, gateMs, keepGate } from '../gate/keep-gate.ts';
import { keepSchedule } from '../incident/maintenance.ts';
import type { MonitorSettings, Probe } from '../settings.ts';
import { keepSubscriptions, type SubscriptionAccess } from '../subscription/keep-subscriptions.ts';
import { knownState, noteCheck, type Outcome } from './note-check.ts';
import { agree } from './places/agree.ts';
import { Places } from './places/places.ts';
import { lookAtCertificate } from './probes/certificate.ts';
import { lookAtDns } from './probes/dns.ts';
import { lookAtDeliveries, lookAtQueue } from './probes/figures.ts';
import { wordsOf } from './probes/get.ts';
import { lookAtEdge, lookAtGeneration, lookAtHttp, lookAtPart } from './probes/http.ts';
import { lookAtImage } from './probes/image.ts';
import type { Look, Seen } from './probes/probe.ts';
import { lookAtRun } from './probes/run.ts';
import { rollUp } from './roll-up.ts';

/** A look that takes longer has failed. Milliseconds. */
const deadlineMs = 10_000;
/** A run takes its time: the package, a browser, the picture. Milliseconds. */
const runDeadlineMs = 60_000;
const keepScheduleMs = 1_000;
const rollUpMs = 60_000;
const alertsMs = 1_000;
const subscriptionsMs = 1_000;
const placesMs = 2_000;

const looks: { [Kind in Probe['kind']]: Look<Kind> } = {
  http: lookAtHttp,
  generation: lookAtGeneration,
  edge: lookAtEdge,
  dns: lookAtDns,
  certificate: lookAtCertificate,
  run: lookAtRun,
  image: lookAtImage,
  part: lookAtPart,
  queue: lookAtQueue,
  deliveries: lookAtDeliveries,
};

/**
 * @param gate how the server is heard; null where this program does not speak for it
 * @param exportPlace where the site is kept as files; null for nowhere
 */
export function startWatching(
  ctx: Context,
  gate: GateAccess | null,
  readers: SubscriptionAccess,
  exportPlace: ExportPlace | null,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function repeat(everyMs: number, work: () => Promise<void> | void): Promise<void> {
    while (!signal.aborted) {
      try {
        await work();
      } catch (error) {
        if (!signal.aborted) ctx.logger.error({ err: error }, 'watching failed');
      }
      await sleep(everyMs, undefined, { signal }).catch(() => {});
    }
  }

  async function watch(monitor: MonitorSettings): Promise<void> {
    let known = knownState({ ctx, input: { monitor: monitor.id } });
    await repeat(monitor.everySeconds * 1000, async () => {
      const own = await lookOnce(ctx, monitor, signal);
      // What a program that is being stopped sees says nothing.
      if (signal.aborted) return;
      ctx.metrics.checked(monitor.id, own.ok, own.ms / 1000);
      const outcome = agree(own, places.seenOf(monitor));
      known = noteCheck({ ctx, input: { monitor: monitor.id, outcome, own, before: known } });
    });
  }

  const places = new Places(ctx);
  const { alerts } = ctx.settings;
  const repeatHeartbeat = ({ url, everySeconds }: { url: string; everySeconds: number }) =>
    repeat(everySeconds * 1000, () => beat({ ctx, input: { url } }));

  const running = [
    ...ctx.settings.monitors.map(watch),
    ...ctx.settings.places.map((place) => repeat(placesMs, () => places.ask(place, signal))),
    repeat(keepScheduleMs, () => keepSchedule({ ctx })),
    ...(gate === null ? [] : [repeat(gateMs, () => keepGate({ ctx, input: gate }))]),
    ...(alerts.channels.length === 0
      ? []
      : [repeat(alertsMs, () => keepAlerts({ ctx, input: readers }))]),
    ...(ctx.settings.subscriptions.length === 0
      ? []
      : [repeat(subscriptionsMs, () => keepSubscriptions({ ctx, input: readers }))]),
    ...(alerts.heartbeat === null ? [] : [repeatHeartbeat(alerts.heartbeat)]),
    ...(exportPlace === null ? [] : [repeat(exportMs, followAt(ctx, exportPlace))]),
    repeat(rollUpMs, () => rollUp({ ctx })),
  ];
  return {
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

async function lookOnce(
  ctx: Context,
  monitor: MonitorSettings,
  stopped: AbortSignal,
): Promise<Outcome> {
  const started = performance.now();
  const deadline = AbortSignal.timeout(deadlineOf(monitor.probe));
  const seen = await look(ctx, monitor, AbortSignal.any([stopped, deadline]));
  return { ...seen, ms: Math.round(performance.now() - started) };
}

function deadlineOf(probe: Probe): number {
  if (probe.kind !== 'run') return deadlineMs;
  return probe.timeoutSeconds === undefined ? runDeadlineMs : probe.timeoutSeconds * 1000;
}

async function look(
  ctx: Context,
  { id, probe }: MonitorSettings,
  signal: AbortSignal,
): Promise<Seen> {
  try {
    const found = looks[probe.kind] as Look<Probe['kind']>;
    return await found(ctx, probe as never, signal, id);
  } catch (error) {
    return { ok: false, seen: error instanceof Error ? wordsOf(error) : String(error) };
  }
}
