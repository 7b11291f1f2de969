import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';

export interface HeldLease {
  snapRequestId: number;
  accountId: number;
  type: string;
  target: string;
  packageHash: string | null;
  /** Whether somebody has it done once more, without what is known of earlier captures. */
  isRetake: boolean;
  /** The capture of a baseline that is done once more with another browser, which has the payload. */
  rerenderOf: number | null;
}

/** The answer to a token that is not, or no more, the current one. */
export const leaseLost = () =>
  new TwinlensError(
    'lease_lost',
    'this lease is over: stop, the capture ended or another worker has it',
  );

/** How long a token is good for what may follow a result. Milliseconds. */
const afterResultMs = 60 * 60 * 1000;

/**
 * The request a worker holds.
 * @throws TwinlensError `lease_lost`
 */
export async function findLease(ctx: Context, token: string): Promise<HeldLease> {
  const row = await byToken(ctx, token).where('state', '=', 'leased').executeTakeFirst();
  if (row === undefined) throw leaseLost();
  return row;
}

/**
 * The request a worker holds, or has handed in the result of within the hour.
 * @throws TwinlensError `lease_lost`
 */
export async function findLeaseOrResult(ctx: Context, token: string): Promise<HeldLease> {
  const since = new Date(ctx.now().getTime() - afterResultMs);
  const row = await byToken(ctx, token)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'leased'),
        eb.and([
          // One of which examples failed has a result as well.
          eb('state', 'in', ['done', 'failed']),
          eb('result', 'is not', null),
          eb('finished_at', '>', since),
        ]),
      ]),
    )
    .executeTakeFirst();
  if (row === undefined) throw leaseLost();
  return row;
}

const byToken = (ctx: Context, token: string) =>
  ctx.db
    .selectFrom('snap_request')
    .select([
      'id as snapRequestId',
      'account_id as accountId',
      'type',
      'target',
      'package_hash as packageHash',
    ])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('retake')
            .select('retake.retake_of')
            .whereRef('retake.snap_request_id', '=', 'snap_request.id'),
        )
        .$castTo<boolean>()
        .as('isRetake'),
    )
    .select((eb) =>
      eb
        .selectFrom('rerendering')
        .select('rerendering.rerender_of')
        .whereRef('rerendering.snap_request_id', '=', 'snap_request.id')
        .as('rerenderOf'),
    )
    .where('lease_token', '=', token);
