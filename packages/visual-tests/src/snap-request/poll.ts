import { type Operations, type ResponseOf, TwinlensError } from '@twinlens/contract';
import type { ClientCaller, Context } from '../context.ts';
import type { ResultEntry } from '../db/schema.ts';
import { viewCaptured } from '../view/captured.ts';
import { viewContent } from '../view/picture.ts';

type Poll = ResponseOf<Operations['pollSnapRequest']>;

/**
 * How a request stands, and its pictures once it is done.
 *
 * @throws TwinlensError `not_found`; `conflict` with the reason when it failed, which is the only
 *   thing that ends the waiting of the clients that ask
 */
export async function pollSnapRequest({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: { id: number };
}): Promise<Poll> {
  const { accountId } = caller;
  const request = await ctx.db
    .selectFrom('snap_request')
    .select(['state', 'error', 'result'])
    .where('id', '=', input.id)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (request === undefined) {
    throw new TwinlensError('not_found', `there is no snap-request ${input.id}`);
  }
  switch (request.state) {
    case 'queued':
      return { status: 'pending' };
    case 'leased':
      return { status: 'running' };
    case 'failed':
      throw new TwinlensError(
        'conflict',
        `Failed on worker: ${request.error ?? 'no reason given'} (snap-request ${input.id}); mend the cause and start the run again`,
      );
    case 'done':
      return { status: 'done', result: await viewResult(ctx, accountId, request.result ?? []) };
  }
}

async function viewResult(ctx: Context, accountId: number, entries: ResultEntry[]) {
  const captured = await viewCaptured(ctx, accountId, entries, viewContent);
  return captured.map(({ image, ...entry }) => ({ ...entry, ...image }));
}
