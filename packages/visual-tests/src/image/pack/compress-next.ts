import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../../context.ts';
import { packName } from '../../store/names.ts';
import { compressPack } from './compress-pack.ts';

/** A picture is compressed once more when its run is over, most likely. Milliseconds. */
const restMs = 10 * 60 * 1000;

/** How long a picture is left to the server that compresses it. Far longer than it takes. Milliseconds. */
const claimMs = 60 * 60 * 1000;

const after = (now: Date, milliseconds: number) => new Date(now.getTime() + milliseconds);

/** When a picture that is kept now is due. */
export const firstDue = (now: Date) => after(now, restMs);

/**
 * Compresses the pack of one picture once more, so that it takes as little as it can: the one that has
 * been due longest. Pixels, names and places of its strips stay as they are, and the pack is replaced as
 * a whole, so it can be read meanwhile. Where the server ends in between, the old pack or the new one is
 * there, and it is due again after a while. Several servers may.
 *
 * @param input.signal ends it after the block that is being compressed
 * @returns whether there may be more
 * @throws TwinlensError where the pack is damaged; it is left as it is, and not tried again
 */
export async function compressNext({
  ctx,
  input: { signal },
}: {
  ctx: Context;
  input: { signal: AbortSignal };
}): Promise<boolean> {
  const image = await claim(ctx);
  if (image === undefined) return false;
  const name = packName(image.accountId, image.hash);
  const pack = await ctx.store.get(name);
  let smaller: Buffer | null;
  try {
    smaller = pack && (await compressPack(pack, ctx.pixelWork.compressAgain, signal));
  } catch (cause) {
    await setDone(ctx, image.id);
    const message = `image ${image.hash} cannot be compressed once more: its pack is damaged`;
    throw new TwinlensError('internal', message, { cause });
  }
  if (signal.aborted) return false;
  if (smaller !== null) await ctx.store.put(name, smaller);
  await setDone(ctx, image.id, smaller?.length);
  return true;
}

async function claim(
  ctx: Context,
): Promise<{ id: number; accountId: number; hash: string } | undefined> {
  return ctx.db
    .updateTable('image')
    .set({ compress_at: after(ctx.now(), claimMs) })
    .where('id', '=', (eb) =>
      eb
        .selectFrom('image')
        .select('id')
        .where('compress_at', '<=', ctx.now())
        .orderBy('compress_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'account_id as accountId', 'hash'])
    .executeTakeFirst();
}

/** @param bytes of its pack, where that has changed */
async function setDone(ctx: Context, id: number, bytes?: number): Promise<void> {
  await ctx.db
    .updateTable('image')
    .set({ compress_at: null, ...(bytes !== undefined && { bytes }) })
    .where('id', '=', id)
    .execute();
}
