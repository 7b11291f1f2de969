import type { Operations, ResponseOf } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { findLease } from '../lease/find-lease.ts';

type Remembered = ResponseOf<Operations['findPasses']>;
type Image = NonNullable<Remembered['passes'][number]['pictures'][number]['image']>;

/**
 * What the account of the lease remembers under these keys, used last first, and which examples of
 * the lease's target are not copied. For what is captured once more there is nothing to copy.
 *
 * @throws TwinlensError `lease_lost`
 */
export async function findPasses({
  ctx,
  input,
}: {
  ctx: Context;
  input: { token: string; keys: string[] };
}): Promise<Remembered> {
  const { accountId, type, target, isRetake } = await findLease(ctx, input.token);
  if (isRetake) return { passes: [], turnedOff: [] };
  const rows = await ctx.db
    .selectFrom('capture_pass')
    .select(['id', 'key', 'files', 'pictures', 'image_ids', 'complete'])
    .where('account_id', '=', accountId)
    .where(sql<boolean>`key = any(${input.keys}::text[])`)
    .orderBy('used_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const images = await findImages(
    ctx,
    accountId,
    rows.flatMap((row) => row.image_ids),
  );
  const turnedOff = await ctx.db
    .selectFrom('uncopied_example')
    .select(['component', 'variant'])
    .where('account_id', '=', accountId)
    .where('type', '=', type)
    .where('target', '=', target)
    .execute();
  return {
    passes: rows.map(({ image_ids: imageIds, ...row }) => ({
      ...row,
      files: row.files.map(([path, digest]) => ({ path, digest })),
      pictures: row.pictures.map(([component, variant, files, skipped], place) => ({
        component,
        variant,
        files,
        skipped,
        image: images.get(imageIds[place] ?? 0) ?? null,
      })),
    })),
    turnedOff,
  };
}

async function findImages(
  ctx: Context,
  accountId: number,
  ids: number[],
): Promise<Map<number, Image>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('image')
    .select(['id', 'pixel_hash as hash', 'width', 'height', 'picture_hash as pictureHash'])
    .where('account_id', '=', accountId)
    .where(sql<boolean>`id = any(${[...new Set(ids)]}::integer[])`)
    .execute();
  return new Map(
    rows.flatMap(({ id, hash, width, height, pictureHash }) =>
      hash === null
        ? []
        : [
            [
              id,
              pictureHash === null ? { hash, width, height } : { hash, width: null, height: null },
            ],
          ],
    ),
  );
}
