/** Asks those who want to be told whether they do, and tells those who said yes. */
import { Type } from 'typebox';
import { messageOf } from '../alert/message.ts';
import type { Context } from '../context.ts';
import { type Incident, listIncidents } from '../incident/read.ts';
import { isOver, titleOf } from '../incident/rules.ts';
import { documentsOf } from '../site/documents.ts';
import { clockOf, dayOf } from '../site/time.ts';
import { listed } from '../site/words.ts';
import type { PageKey, Purpose } from './page-key.ts';
import {
  groupedMs,
  mostAttempts,
  noticeWaitMs,
  type SubscriberKind,
  subscriberKinds,
} from './rules.ts';
import { type Senders, threadOf } from './send.ts';

export interface SubscriptionAccess {
  key: PageKey;
  senders: Senders;
}

/** Told in one round, so that a round has an end. */
const atOnce = 50;
const forgottenMs = 24 * 60 * 60 * 1000;
/** Who does not confirm for this long is forgotten. Milliseconds. */
const unconfirmedMs = 7 * 24 * 60 * 60 * 1000;

const Kind = Type.Enum(subscriberKinds);
const AskRow = Type.Object({
  id: Type.String(),
  kind: Kind,
  address: Type.String(),
  failures: Type.Integer(),
});
const DueRow = Type.Object({
  id: Type.String(),
  kind: Kind,
  address: Type.String(),
  failures: Type.Integer(),
});

/** One round. */
export async function keepSubscriptions({
  ctx,
  input,
}: {
  ctx: Context;
  input: SubscriptionAccess;
}): Promise<void> {
  const now = ctx.now().getTime();
  await ask(ctx, input, now);
  for (const incident of listIncidents(ctx)) {
    if (incident.updatedAt > now - forgottenMs) await tellOf(ctx, input, incident, now);
  }
  ctx.store.run(
    `delete from subscriber where state = 'asked' and confirmed_at is null and asked_at < :before`,
    { before: now - unconfirmedMs },
  );
}

const linkTo = (ctx: Context, key: PageKey, purpose: Purpose, id: string) =>
  `${ctx.origin}/subscriptions/${purpose}/${key.token(purpose, id)}`;

async function ask(ctx: Context, access: SubscriptionAccess, now: number): Promise<void> {
  const rows = ctx.store.all(
    AskRow,
    `select id, kind, address, ask_failures as failures from subscriber
     where to_ask = 1 and ask_next_at <= :now limit ${atOnce}`,
    { now },
  );
  await Promise.all(
    rows.map(async ({ id, kind, address, failures }) => {
      const problem = await problemOf(sendQuestion(ctx, access, { id, kind, address }));
      const isDone = problem === null || failures + 1 >= mostAttempts;
      ctx.store.run(
        `update subscriber set to_ask = :toAsk, ask_failures = :failures, ask_next_at = :nextAt
         where id = :id`,
        {
          id,
          toAsk: isDone ? 0 : 1,
          failures: problem === null ? 0 : failures + 1,
          nextAt: problem === null ? 0 : now + noticeWaitMs(failures + 1),
        },
      );
    }),
  );
}

interface Reader {
  id: string;
  kind: SubscriberKind;
  address: string;
}

function sendQuestion(
  ctx: Context,
  { key, senders }: SubscriptionAccess,
  { id, kind, address }: Reader,
): Promise<void> {
  const { name } = ctx.settings;
  const confirm = linkTo(ctx, key, 'confirm', id);
  const wants = `Somebody, probably you, wants to have news of incidents of ${name} sent here.`;
  const otherwise = 'Otherwise do nothing, and you will not hear of us again.';
  switch (kind) {
    case 'mail':
      return senders.mail(address, {
        subject: `Do you want news of ${name}?`,
        text: `${wants}\n\nIf that is so, confirm it:\n${confirm}\n\n${otherwise}\n`,
        unsubscribe: null,
        thread: null,
      });
    case 'webhook':
      return senders.webhook(address, { meta: { confirm } });
    case 'chat':
      return senders.webhook(address, {
        text: `${wants} If that is so, confirm it: ${confirm} ${otherwise}`,
      });
  }
}

async function tellOf(
  ctx: Context,
  access: SubscriptionAccess,
  incident: Incident,
  now: number,
): Promise<void> {
  const last = incident.updates.at(-1);
  if (last === undefined) return;
  const due = ctx.store.all(
    DueRow,
    `select s.id, s.kind, s.address, coalesce(n.failures, 0) as failures
     from subscriber s
     left join notice n on n.subscriber_id = s.id and n.incident_id = :incident
     where s.state = 'confirmed' and s.confirmed_at <= :told
       and coalesce(n.update_id, '') <> :update
       and (coalesce(n.next_at, 0) <= :now or (:over and n.failures = 0))
       and (s.components = '' or exists (select 1 from json_each(:affected) a
         where instr(s.components, ',' || a.value || ',') > 0))
     limit ${atOnce}`,
    {
      incident: incident.id,
      told: last.createdAt,
      update: last.id,
      now,
      over: isOver(last.state) ? 1 : 0,
      affected: JSON.stringify(incident.affected.map(({ id }) => id)),
    },
  );
  await Promise.all(
    due.map(async ({ id, kind, address, failures }) => {
      const problem = await problemOf(sendNews(ctx, access, incident, { id, kind, address }));
      const failed = problem === null ? 0 : failures + 1;
      const isDone = problem === null || failed >= mostAttempts;
      ctx.store.run(
        `insert into notice (subscriber_id, incident_id, update_id, failures, next_at)
         select :id, :incident, :update, :failures, :nextAt
         where exists (select 1 from subscriber where id = :id)
         on conflict (subscriber_id, incident_id) do update set
           update_id = case when :isDone then excluded.update_id else update_id end,
           failures = excluded.failures, next_at = excluded.next_at`,
        {
          id,
          incident: incident.id,
          update: isDone ? last.id : '',
          failures: isDone ? 0 : failed,
          nextAt: now + (problem === null ? groupedMs : noticeWaitMs(failed)),
          isDone: isDone ? 1 : 0,
        },
      );
    }),
  );
}

function sendNews(
  ctx: Context,
  { key, senders }: SubscriptionAccess,
  incident: Incident,
  { id, kind, address }: Reader,
): Promise<void> {
  const unsubscribe = linkTo(ctx, key, 'unsubscribe', id);
  if (kind === 'mail') return senders.mail(address, letterOf(ctx, incident, unsubscribe));
  if (kind === 'chat') {
    const { text } = messageOf(ctx, incident);
    return senders.webhook(address, { text: `${text} (no more of this: ${unsubscribe})` });
  }
  const documents = documentsOf(ctx);
  const status = documents['status.json'];
  const all = [documents['incidents.json'], documents['scheduled-maintenances.json']];
  const found = all
    .flatMap((document) => Object.values(Object(document)).flatMap((list) => list as unknown[]))
    .find((one) => Object(one).id === incident.id);
  return senders.webhook(address, { meta: { unsubscribe }, ...Object(status), incident: found });
}

function letterOf(ctx: Context, incident: Incident, unsubscribe: string) {
  const { name, updates, affected, id } = incident;
  const last = updates.at(-1);
  const title = last === undefined ? '' : titleOf(last.state, updates.at(-2)?.state ?? null);
  const concerns =
    affected.length === 0 ? '' : `Concerns: ${listed(affected.map((one) => one.name))}\n`;
  const when = last === undefined ? '' : `${dayOf(last.at)}, ${clockOf(last.at)}`;
  return {
    subject: `${title}: ${name}`.replace(/[\r\n]+/g, ' '),
    text: `${name}\n${title}, ${when}\n\n${last?.body ?? ''}\n\n${concerns}${ctx.origin}/incidents/${id}/\n\nNo more of this: ${unsubscribe}\n`,
    unsubscribe,
    thread: threadOf(ctx.origin, id),
  };
}

async function problemOf(sending: Promise<void>): Promise<string | null> {
  try {
    await sending;
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
