import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { type ResultImage, resultImageName } from '../store/names.ts';
import { readPicture } from './read-picture.ts';

/**
 * A picture of what differs between two others, made when it is asked for the first time, and kept. The
 * public names of both are the proof. Only of pairs that were compared, so that nobody can have one made
 * of every two pictures there are.
 *
 * @throws TwinlensError `not_found`, whichever part of the address is wrong, and why where the pictures
 *   cannot be looked at
 */
export async function readResultImage({
  ctx,
  input,
}: {
  ctx: Context;
  input: ResultImage & { accountId: number };
}): Promise<Uint8Array> {
  const { accountId, kind } = input;
  const name = resultImageName(accountId, input);
  const made = await ctx.store.get(name);
  if (made !== null) return made;
  const pair = input.engine === ctx.engineVersion ? await findPair(ctx, input) : undefined;
  if (pair === undefined) {
    throw new TwinlensError('not_found', 'no such pair of pictures was compared by this engine');
  }
  if (pair.unseen !== null) throw cannotBeShown(pair.unseen);
  const before = await readPicture(ctx, pair.before);
  const after = await readPicture(ctx, pair.after);
  if ('unreadable' in before) throw cannotBeShown(before.unreadable);
  if ('unreadable' in after) throw cannotBeShown(after.unreadable);
  const png = await ctx.pixelWork.paintResult({ before, after, kind });
  await ctx.store.put(name, png);
  return png;
}

const cannotBeShown = (reason: string) =>
  new TwinlensError('not_found', `what differs cannot be shown: ${reason}`);

const findPair = (
  ctx: Context,
  { accountId, before, after }: ResultImage & { accountId: number },
) =>
  ctx.db
    .selectFrom('diff')
    .innerJoin('image as b', 'b.id', 'diff.before_image')
    .innerJoin('image as a', 'a.id', 'diff.after_image')
    .select(['b.id as before', 'a.id as after', 'diff.unseen'])
    .where('b.account_id', '=', accountId)
    .where('b.hash', '=', before)
    .where('a.account_id', '=', accountId)
    .where('a.hash', '=', after)
    .where('diff.engine', '=', ctx.engineVersion)
    .executeTakeFirst();
