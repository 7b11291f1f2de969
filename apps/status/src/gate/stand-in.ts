/** Speaks for a server that is gone, on the commits that wait for it. */
import { type Static, Type } from 'typebox';
import type { Context } from '../context.ts';
import { listOpen } from '../incident/read.ts';
import type { GateRule } from '../settings.ts';
import { type Forge, readLines, writeLine } from './github.ts';
import { silentSince } from './hear.ts';
import { hiddenVerdict, lineFor, mayStandIn, ruleOf, standsAlready } from './rules.ts';
import type { SealKey } from './sealed.ts';

/** Told in one round: before each the server is listened for, which may be back. */
const atOnce = 20;

const WaitingRow = Type.Object({
  destination: Type.Integer(),
  delivery: Type.Integer(),
  sha: Type.String(),
  context: Type.String(),
  account: Type.Integer(),
  projects: Type.String(),
  api: Type.String(),
  repository: Type.String(),
  sealedToken: Type.String(),
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
    `select w.destination, w.delivery, w.sha, w.context, w.account, w.projects, f.api,
       f.repository, f.sealed_token as sealedToken
     from waiting_commit w
     join forge f on f.destination = w.destination
     left join stand_in s on s.destination = w.destination and s.delivery = w.delivery
     where coalesce(s.state, 'planned') = 'planned'
     order by coalesce(s.tried_at, 0), w.delivery`,
  );
  const due = rows.flatMap((row) => {
    const projects = JSON.parse(row.projects) as string[];
    const rule = ruleOf(ctx.settings.whenUnavailable, row.account, projects);
    return silentMs < rule.afterSeconds * 1000 ? [] : [{ row, policy: rule.policy }];
  });
  await Promise.all(
    due.slice(0, atOnce).map(({ row, policy }) => standInFor(ctx, input.key, row, policy)),
  );
}

async function standInFor(
  ctx: Context,
  key: SealKey,
  { destination, delivery, sha, context, repository, api, sealedToken }: Waiting,
  policy: GateRule['policy'],
): Promise<void> {
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
    const forge = { api, repository, token: key.open(sealedToken) };
    const isWritten = await tell(ctx, forge, { sha, context, policy });
    if (isWritten) note('written', '');
    else note('left', 'the forge had a verdict already');
  } catch (error) {
    note('planned', error instanceof Error ? error.message : String(error));
  }
}

/** @returns whether our line stands there now */
async function tell(
  ctx: Context,
  forge: Forge,
  { sha, context, policy }: { sha: string; context: string; policy: GateRule['policy'] },
): Promise<boolean> {
  const [newest] = await readLines(forge, sha, context);
  if (standsAlready(newest)) return true;
  if (!mayStandIn(newest)) return false;
  const ours = await writeLine(forge, sha, lineFor(policy, context, incidentUrl(ctx)));
  const hidden = hiddenVerdict(await readLines(forge, sha, context), ours, newest?.id ?? null);
  if (hidden === null) return true;
  await writeLine(forge, sha, {
    context,
    state: hidden.state,
    description: hidden.description ?? '',
    url: hidden.target_url ?? '',
  });
  return false;
}

/** The page of what is going on, or the first page while nobody has said. */
function incidentUrl(ctx: Context): string {
  const incident = listOpen(ctx).find(({ kind }) => kind === 'incident');
  return incident === undefined ? `${ctx.origin}/` : `${ctx.origin}/incidents/${incident.id}/`;
}
