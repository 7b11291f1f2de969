/** Speaks for a server that is gone, on the commits that wait for it. */
import { Type } from 'typebox';
import type { Context } from '../context.ts';
import { listOpen } from '../incident/read.ts';
import type { GateRule } from '../settings.ts';
import { type Forge, readLines, writeLine } from './github.ts';
import { silentSince } from './hear.ts';
import { hiddenVerdict, lineFor, mayStandIn, ruleOf, standsAlready } from './rules.ts';
import type { SealKey } from './sealed.ts';

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

/**
 * Tells each commit that has waited for longer than its rule says. What a forge does not take is tried
 * again the next time; every commit is noted before anything is sent.
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
     from waiting_commit w join forge f on f.destination = w.destination
     where not exists (select 1 from stand_in s
       where s.destination = w.destination and s.delivery = w.delivery and s.state <> 'planned')`,
  );
  for (const row of rows) {
    const projects = JSON.parse(row.projects) as string[];
    const { policy, afterSeconds } = ruleOf(ctx.settings.whenUnavailable, row.account, projects);
    if (silentMs < afterSeconds * 1000) continue;
    const { destination, delivery, sha, context, repository, api, sealedToken } = row;
    ctx.store.run(
      `insert into stand_in
         (destination, delivery, sha, context, repository, policy, state, note, planned_at)
       values (:destination, :delivery, :sha, :context, :repository, :policy, 'planned', '', :now)
       on conflict (destination, delivery) do nothing`,
      { destination, delivery, sha, context, repository, policy, now: ctx.now().getTime() },
    );
    const note = (state: string, words: string) =>
      ctx.store.run(
        `update stand_in set state = :state, note = :words
         where destination = :destination and delivery = :delivery`,
        { state, words, destination, delivery },
      );
    try {
      const forge = { api, repository, token: input.key.open(sealedToken) };
      const isWritten = await tell(ctx, forge, { sha, context, policy });
      if (isWritten) note('written', '');
      else note('left', 'the forge had a verdict already');
    } catch (error) {
      note('planned', error instanceof Error ? error.message : String(error));
    }
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
