/** Tells operators of incidents: webhooks and chats, each once for each state. */
import { Type } from 'typebox';
import type { Context } from '../context.ts';
import { type Incident, listIncidents } from '../incident/read.ts';
import { isOver, wordOf } from '../incident/rules.ts';
import type { AlertChannel } from '../settings.ts';
import { plainText } from '../site/markdown.ts';
import { isoOf } from '../site/time.ts';
import { impactWords, listed } from '../site/words.ts';
import { alertWaitMs, isDue } from './rules.ts';

const deadlineMs = 10_000;

/** Nobody is told of what was over for this long when the program is started. Milliseconds. */
const forgottenMs = 24 * 60 * 60 * 1000;

const AlertRow = Type.Object({
  state: Type.Union([Type.String(), Type.Null()]),
  at: Type.Union([Type.Integer(), Type.Null()]),
  failures: Type.Integer(),
  nextAt: Type.Integer(),
});

/** One round: whoever is due is told. */
export async function keepAlerts({ ctx }: { ctx: Context }): Promise<void> {
  const now = ctx.now().getTime();
  const incidents = listIncidents(ctx).filter(
    ({ kind, resolvedAt }) =>
      kind === 'incident' && (resolvedAt === null || resolvedAt > now - forgottenMs),
  );
  const work = ctx.settings.alerts.channels.flatMap((channel) =>
    incidents.map((incident) => consider(ctx, channel, incident)),
  );
  await Promise.all(work);
}

async function consider(ctx: Context, channel: AlertChannel, incident: Incident): Promise<void> {
  const key = { incident: incident.id, channel: channel.id };
  const row = ctx.store.first(
    AlertRow,
    `select state, at, failures, next_at as nextAt from alert
     where incident_id = :incident and channel = :channel`,
    key,
  );
  const now = ctx.now().getTime();
  if (row !== undefined && row.nextAt > now) return;
  const told = row?.state == null || row.at === null ? null : { state: row.state, at: row.at };
  const { impact, state, startedAt } = incident;
  const facts = { impact, state, startedAt, isOver: isOver(state), told };
  if (!isDue(channel, facts, now)) return;
  const failure = await tell(ctx, channel, incident);
  const failures = failure === null ? 0 : (row?.failures ?? 0) + 1;
  ctx.store.run(
    `insert into alert (incident_id, channel, state, at, failures, next_at)
     values (:incident, :channel, :state, :at, :failures, :nextAt)
     on conflict (incident_id, channel) do update set state = excluded.state, at = excluded.at,
       failures = excluded.failures, next_at = excluded.next_at`,
    {
      ...key,
      state: failure === null ? state : (told?.state ?? null),
      at: failure === null ? now : (told?.at ?? null),
      failures,
      nextAt: failure === null ? 0 : now + alertWaitMs(failures),
    },
  );
  if (failure !== null) ctx.logger.warn({ channel: channel.id, failure }, 'an alert is not taken');
}

/** @returns why it was not taken; null where it was */
async function tell(
  ctx: Context,
  { url, format }: AlertChannel,
  incident: Incident,
): Promise<string | null> {
  const link = `${ctx.origin}/incidents/${incident.id}/`;
  const { name, state, impact, affected } = incident;
  const last = plainText(incident.updates.at(-1)?.body ?? '');
  const text = `${wordOf(state)}: ${name} (${impactWords[impact].toLowerCase()}). ${last} ${link}`;
  const body =
    format === 'chat'
      ? { text }
      : {
          type: 'incident',
          text,
          incident: {
            id: incident.id,
            name,
            state,
            impact,
            components: affected,
            affected: listed(affected.map((component) => component.name)),
            startedAt: isoOf(incident.startedAt),
            url: link,
          },
        };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(deadlineMs),
    });
    await response.arrayBuffer();
    return response.ok ? null : `answered ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
