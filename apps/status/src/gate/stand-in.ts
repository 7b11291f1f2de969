/** Speaks for a server that is gone, on the commits that wait for it. */
import { check, forgeKinds, lineTypes, TwinlensError, WaitingCommit } from '@twinlens/contract';
import { type Static, Type } from 'typebox';
import type { Context } from '../context.ts';
import { listOpen } from '../incident/read.ts';
import type { GateRule } from '../settings.ts';
import { isoOf } from '../site/time.ts';
import { linesOf } from './forges/lines.ts';
import { silentSince } from './hear.ts';
import { hiddenVerdict, lineFor, mayStandIn, ruleOf, standsAlready } from './rules.ts';
import type { SealKey } from './sealed.ts';

/** Told in one round: before each the server is listened for, which may be back. */
const atOnce = 20;

const WaitingRow = Type.Object({
  destination: Type.Integer(),
  delivery: Type.Integer(),
  type: Type.Enum(lineTypes),
  sha: Type.String(),
  context: Type.String(),
  account: Type.Integer(),
  projects: Type.String(),
  rules: Type.String(),
  pullRequest: Type.Union([Type.Integer(), Type.Null()]),
  kind: Type.Enum(forgeKinds),
  url: Type.String(),
  repository: Type.String(),
  sealedHeaders: Type.String(),
  expiresAt: Type.Union([Type.Integer(), Type.Null()]),
});
type Waiting = Static<typeof WaitingRow>;

/**
 * Tells commits that have waited for longer than their rule says. What a forge does not take is tried
 * again, after the others; every commit is noted before anything is sent.
 */
export async function standIn({
  ctx,
  input,
}: {
  ctx: Context;
  input: { key: SealKey };
}): Promise<void> {
  const since = silentSince(ctx);
  if (since === null) return;
  const silentMs = ctx.now().getTime() - since;
  const rows = ctx.store.all(
    WaitingRow,
    `select w.destination, w.delivery, w.type, w.sha, w.context, w.account, w.projects,
       w.rules, w.pull_request as pullRequest, f.kind, f.url, f.repository,
       f.sealed_headers as sealedHeaders, f.expires_at as expiresAt
     from waiting_commit w
     join forge_access f on f.destination = w.destination
     left join stand_in s on s.destination = w.destination and s.delivery = w.delivery
     where coalesce(s.state, 'planned') = 'planned'
     order by coalesce(s.tried_at, 0), w.delivery`,
  );
  const due = rows.flatMap((row) => {
    const { projects, rules } = chosenIn(row);
    const rule = ruleOf(ctx.settings.whenUnavailable, row.account, projects, rules);
    const policy = linesOf(row).keepsHistory ? rule.policy : heldPolicy(rule.policy);
    return silentMs < rule.afterSeconds * 1000 ? [] : [{ row, policy }];
  });
  await Promise.all(
    due.slice(0, atOnce).map(({ row, policy }) => standInFor(ctx, input.key, row, policy)),
  );
}

const Chosen = Type.Pick(WaitingCommit, ['projects', 'rules']);

function chosenIn({ projects, rules }: Waiting): Static<typeof Chosen> {
  const checked = check(Chosen, { projects: JSON.parse(projects), rules: JSON.parse(rules) });
  if (checked.ok) return checked.value;
  throw new TwinlensError('internal', `a stored commit is not as expected: ${checked.problem}`);
}

/** Where a verdict that came in between would not be seen, nothing is let through. */
const heldPolicy = (policy: GateRule['policy']): GateRule['policy'] =>
  policy === 'open' ? 'closed' : policy;

async function standInFor(
  ctx: Context,
  key: SealKey,
  waiting: Waiting,
  policy: GateRule['policy'],
): Promise<void> {
  const { destination, delivery, sha, context, repository } = waiting;
  ctx.store.run(
    `insert into stand_in (destination, delivery, sha, context, repository, policy, state, note,
       planned_at, tried_at)
     values (:destination, :delivery, :sha, :context, :repository, :policy, 'planned', '', :now, :now)
     on conflict (destination, delivery) do update set tried_at = excluded.tried_at`,
    { destination, delivery, sha, context, repository, policy, now: ctx.now().getTime() },
  );
  const note = (state: string, words: string) =>
    ctx.store.run(
      `update stand_in set state = :state, note = :words
       where destination = :destination and delivery = :delivery`,
      { state, words, destination, delivery },
    );
  try {
    const left = await tell(ctx, key, waiting, policy);
    note(left === null ? 'written' : 'left', left ?? '');
  } catch (error) {
    note('planned', error instanceof Error ? error.message : String(error));
  }
}

/** @returns why the commit was left as it is; null where our line stands there now */
async function tell(
  ctx: Context,
  key: SealKey,
  { type, sha, context, pullRequest, kind, url, repository, sealedHeaders, expiresAt }: Waiting,
  policy: GateRule['policy'],
): Promise<string | null> {
  if (expiresAt !== null && expiresAt <= ctx.now().getTime()) {
    const at = isoOf(expiresAt);
    throw new TwinlensError('unavailable', `what the server handed over for it ended at ${at}`);
  }
  const { read, write, rewordsPending } = linesOf({ kind, type });
  const place = { url, repository, headers: headersIn(key.open(sealedHeaders)) };
  const line = { sha, context, ...(pullRequest !== null && { pullRequest }) };
  const [newest] = await read(place, line);
  if (standsAlready(newest)) return null;
  if (!mayStandIn(newest)) return 'the forge had a verdict already';
  const said = lineFor(policy, context, incidentUrl(ctx));
  if (said.state === 'pending' && newest !== undefined && !rewordsPending) {
    return 'it waits already, and the forge takes no other words for that';
  }
  const ours = await write(place, line, said);
  const hidden = hiddenVerdict(await read(place, line), ours, newest?.id ?? null);
  if (hidden === null) return null;
  const { state, description, url: target } = hidden;
  await write(place, line, { context, state, description: description ?? '', url: target ?? '' });
  return 'the forge had a verdict already';
}

const Headers = Type.Record(Type.String(), Type.String());

function headersIn(opened: string): Static<typeof Headers> {
  const checked = check(Headers, JSON.parse(opened));
  if (checked.ok) return checked.value;
  throw new TwinlensError('internal', `what was sealed is no headers: ${checked.problem}`);
}

/** The page of what is going on, or the first page while nobody has said. */
function incidentUrl(ctx: Context): string {
  const incident = listOpen(ctx).find(({ kind }) => kind === 'incident');
  return incident === undefined ? `${ctx.origin}/` : `${ctx.origin}/incidents/${incident.id}/`;
}
