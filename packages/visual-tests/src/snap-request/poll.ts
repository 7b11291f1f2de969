import { type Operations, type ResponseOf, TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import type { ClientCaller, Context } from '../context.ts';
import type { ResultEntry } from '../db/schema.ts';
import { pictureColumns, viewContent } from '../view/picture.ts';

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
      return { status: 'done', result: await withUrls(ctx, accountId, request.result ?? []) };
  }
}

async function withUrls(ctx: Context, accountId: number, entries: ResultEntry[]) {
  const ids = [...new Set(entries.map(({ imageId }) => imageId))];
  const rows = await ctx.db
    .selectFrom('image')
    .select('id')
    .select(pictureColumns)
    .where('account_id', '=', accountId)
    .where(sql<boolean>`id = any(${ids}::integer[])`)
    .execute();
  const images = new Map(rows.map((row) => [row.id, row]));
  return entries.flatMap(({ component, variant, target, imageId }) => {
    const image = images.get(imageId);
    if (image === undefined) return [];
    return [{ component, variant, target, ...viewContent(ctx, accountId, image) }];
  });
}
