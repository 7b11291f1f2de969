/** Tells operators of incidents: by mail, webhooks and chats, each once for each state. */
import { Type } from 'typebox';
import type { Context } from '../context.ts';
import { type Incident, listIncidents } from '../incident/read.ts';
import { isOver } from '../incident/rules.ts';
import type { AlertChannel } from '../settings.ts';
import type { Senders } from '../subscription/send.ts';
import { messageOf } from './message.ts';
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
export async function keepAlerts({
  ctx,
  input,
}: {
  ctx: Context;
  input: { senders: Senders };
}): Promise<void> {
  const now = ctx.now().getTime();
  const incidents = listIncidents(ctx).filter(
    ({ kind, resolvedAt }) =>
      kind === 'incident' && (resolvedAt === null || resolvedAt > now - forgottenMs),
  );
  const work = ctx.settings.alerts.channels.flatMap((channel) =>
    incidents.map((incident) => consider(ctx, input.senders, channel, incident)),
  );
  await Promise.all(work);
}

async function consider(
  ctx: Context,
  senders: Senders,
  channel: AlertChannel,
  incident: Incident,
): Promise<void> {
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
  const failure = await tell(ctx, senders, channel, incident);
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
  senders: Senders,
  { way }: AlertChannel,
  incident: Incident,
): Promise<string | null> {
  const message = messageOf(ctx, incident);
  try {
    if (way.kind === 'mail') {
      // In one message: whoever answers it answers all who were told.
      await senders.mail(way.to, message.letter);
      return null;
    }
    const { text, document } = message;
    const response = await fetch(way.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(way.kind === 'chat' ? { text } : document),
      signal: AbortSignal.timeout(deadlineMs),
    });
    await response.arrayBuffer();
    return response.ok ? null : `answered ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
