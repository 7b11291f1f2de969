import type { Operations, ResponseOf } from '@twinlens/contract';
import type { Context } from '../context.ts';

type Comparison = ResponseOf<Operations['getComparison']>;

const differs = ({ before, after }: Comparison['browsers'][number]): boolean =>
  before.length > 0 && after.some((browser) => !before.includes(browser));

/** How far the baseline is in the browsers of the later report; null where it was captured with those. */
export async function viewRerendering(
  ctx: Context,
  row: { rerendered_by: string | null; rerenderings: number[] },
  browsers: Comparison['browsers'],
): Promise<Comparison['rerendering']> {
  const { rerendered_by: by, rerenderings: ids } = row;
  if (ids.length === 0) {
    return browsers.some(differs) ? { by, total: 0, done: 0, failed: 0, problem: null } : null;
  }
  const requests = await ctx.db
    .selectFrom('snap_request')
    .select(['state', 'error'])
    .where('id', 'in', ids)
    .orderBy('id')
    .execute();
  const failed = requests.filter(({ state }) => state === 'failed');
  return {
    by,
    total: requests.length,
    done: requests.filter(({ state }) => state === 'done' || state === 'failed').length,
    failed: failed.length,
    problem: failed[0]?.error ?? null,
  };
}
