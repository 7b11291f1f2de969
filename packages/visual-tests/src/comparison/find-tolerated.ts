import type { Policy } from '@twinlens/contract';
import type { Selectable } from 'kysely';
import type { Context } from '../context.ts';
import type { ComparisonTable } from '../db/schema.ts';
import { findSeen, pairText } from '../diff/find-seen.ts';
import { UnseenPairsError } from '../diff/unseen-pairs.ts';
import { allowedFor, mayPass, noPolicy, policyOfRun, whyTolerated } from '../policy/rules.ts';
import type { ReportSnapshot } from '../report/load-snapshots.ts';

interface ChangedPair {
  before: ReportSnapshot;
  after: ReportSnapshot;
}

/** What holds for a comparison: the project's policy, with the tolerance its run asked for. */
export async function findPolicy(
  ctx: Context,
  row: Pick<Selectable<ComparisonTable>, 'project_id' | 'deep_compare'>,
): Promise<Policy> {
  const project = await ctx.db
    .selectFrom('project')
    .select('policy')
    .where('id', '=', row.project_id)
    .executeTakeFirstOrThrow();
  return policyOfRun(project.policy ?? noPolicy, row.deep_compare);
}

/**
 * The later snapshots of the changed pairs that pass, and why; by ascending id.
 *
 * @throws UnseenPairsError when pictures have to be looked at first
 */
export async function findTolerated(
  ctx: Context,
  policy: Policy,
  changed: ChangedPair[],
): Promise<{ id: number; why: string }[]> {
  const candidates = changed.flatMap(({ before, after }) => {
    const allowed = allowedFor(policy, after);
    const pair = { before: before.imageId, after: after.imageId, tolerance: allowed.tolerance };
    return mayPass(allowed) ? { id: after.id, allowed, pair } : [];
  });
  const seen = await findSeen(
    ctx,
    candidates.map(({ pair }) => pair),
  );
  const unseen = candidates.filter(({ pair }) => !seen.has(pairText(pair)));
  if (unseen.length > 0) throw new UnseenPairsError(unseen.map(({ pair }) => pair));
  return candidates
    .flatMap(({ id, allowed, pair }) => {
      const found = seen.get(pairText(pair));
      const why = found ? whyTolerated(allowed, found) : null;
      return why === null ? [] : { id, why };
    })
    .sort((a, b) => a.id - b.id);
}
