import type { DeepCompare, DifferenceClass } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** Ids of an earlier and a later image, and what they are to be within, if anything. */
export interface PairOfImages {
  before: number;
  after: number;
  tolerance: DeepCompare | null;
}

/** What is known of a pair; `class` or `unseen` is null, and `tolerated` where no tolerance was asked for. */
export interface Seen {
  class: DifferenceClass | null;
  unseen: string | null;
  tolerated: { within: boolean; reason: string } | null;
}

/** A tolerance as text: equal for equal ones, however they were written. */
export function toleranceText(tolerance: DeepCompare): string {
  const { compareThreshold, diffAlgorithm = 'color-delta', ignoreThreshold = 0 } = tolerance;
  const { ignoreWhitespace = false, applyBlur = false } = tolerance;
  return JSON.stringify({
    compareThreshold,
    diffAlgorithm,
    ignoreThreshold,
    ignoreWhitespace,
    applyBlur,
  });
}

/** The pair as text, for maps. */
export const pairText = ({ before, after, tolerance }: PairOfImages) =>
  `${before} ${after} ${tolerance === null ? '' : toleranceText(tolerance)}`;

/** What was seen of these pairs by today's engine; those not looked at, or not with this tolerance, are missing. */
export async function findSeen(ctx: Context, pairs: PairOfImages[]): Promise<Map<string, Seen>> {
  if (pairs.length === 0) return new Map();
  const { rows } = await sql<
    Pick<Seen, 'class' | 'unseen'> & { text: string; within: boolean | null; reason: string | null }
  >`
    select pair.text, d.class, d.unseen, t.within, t.reason
    from unnest(
      ${pairs.map(({ before }) => before)}::integer[],
      ${pairs.map(({ after }) => after)}::integer[],
      ${pairs.map(({ tolerance }) => tolerance && toleranceText(tolerance))}::text[],
      ${pairs.map(pairText)}::text[]
    ) as pair (before_image, after_image, tolerance, text)
    join diff d using (before_image, after_image)
    left join within_tolerance t on t.before_image = d.before_image
      and t.after_image = d.after_image and t.tolerance = pair.tolerance
      and t.engine = ${ctx.engineVersion}
    where d.engine = ${ctx.engineVersion}
      and (pair.tolerance is null or t.within is not null or d.unseen is not null)`.execute(ctx.db);
  return new Map(
    rows.map(({ text, within, reason, ...seen }) => [
      text,
      { ...seen, tolerated: within === null || reason === null ? null : { within, reason } },
    ]),
  );
}
