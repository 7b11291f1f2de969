import { createHash } from 'node:crypto';
import { type BodyOf, type Operations, TwinlensError } from '@twinlens/contract';
import { type Insertable, sql } from 'kysely';
import type { Context } from '../context.ts';
import type { CapturePassTable } from '../db/schema.ts';
import { requireImages } from '../image/require-images.ts';
import { findLeaseOrResult } from '../lease/find-lease.ts';
import { isStorable } from '../lease/storable-text.ts';
import { maxPassesPerKey } from './rules.ts';

type Body = BodyOf<Operations['recordPasses']>;
type Pass = Body['passes'][number];

/**
 * Remembers passes for the account of a lease, over those of equal key and files, and that others
 * were used. Of every key the few that were used last are kept.
 *
 * @throws TwinlensError `lease_lost`; `invalid_request` for an image that is not there or of another
 *   size, a name that cannot be stored, or pictures that are not in order
 */
export async function recordPasses({
  ctx,
  input,
}: {
  ctx: Context;
  input: Body & { token: string };
}): Promise<void> {
  const { accountId, isRetake } = await findLeaseOrResult(ctx, input.token);
  // Nobody has said yet that its pictures are the ones to keep.
  if (isRetake) return;
  for (const pass of input.passes) refuseImpossible(pass);
  const rows = await toRows(ctx, accountId, input.passes);
  await ctx.db.transaction().execute(async (trx) => {
    const inner = { ...ctx, db: trx };
    if (input.used.length > 0) await noteUse(inner, accountId, input.used);
    if (rows.length === 0) return;
    await trx
      .insertInto('capture_pass')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['account_id', 'key', 'files_digest']).doUpdateSet((eb) => ({
          pictures: eb.ref('excluded.pictures'),
          image_ids: eb.ref('excluded.image_ids'),
          complete: eb.ref('excluded.complete'),
          used_at: eb.ref('excluded.used_at'),
        })),
      )
      .execute();
    await forgetMost(inner, accountId, [...new Set(rows.map(({ key }) => key))]);
  });
}

function refuseImpossible({ files, pictures }: Pass): void {
  const texts = [
    ...files.map(({ path }) => path),
    ...pictures.flatMap(({ component, variant }) => [component, variant]),
  ];
  if (!texts.every(isStorable)) {
    throw new TwinlensError('invalid_request', 'a name in a pass has a character that is none');
  }
  let before = 0;
  for (const { component, variant, image, skipped, ...picture } of pictures) {
    const place = `${component} / ${variant}`;
    if (picture.files < before || picture.files > files.length) {
      throw new TwinlensError('invalid_request', `${place}: there are no ${picture.files} files`);
    }
    if (skipped && image !== null) {
      throw new TwinlensError('invalid_request', `${place}: it was skipped and has a picture`);
    }
    before = picture.files;
  }
}

/** In one order for all, so that two writers wait for each other and not both for ever. */
async function toRows(
  ctx: Context,
  accountId: number,
  passes: Pass[],
): Promise<Insertable<CapturePassTable>[]> {
  const images = await requireImages(
    ctx,
    accountId,
    passes.flatMap(({ pictures }) =>
      pictures.flatMap(({ component, variant, image }) =>
        image === null ? [] : [{ component, variant, image }],
      ),
    ),
  );
  const rows = passes.map(({ key, files, pictures, complete }) => {
    const asked = JSON.stringify(files.map(({ path, digest }) => [path, digest]));
    return {
      account_id: accountId,
      key,
      files: asked,
      files_digest: createHash('sha256').update(asked).digest('hex'),
      pictures: JSON.stringify(
        pictures.map((one) => [one.component, one.variant, one.files, one.skipped]),
      ),
      image_ids: pictures.map(({ image }) => images.get(image?.hash ?? '')?.id ?? 0),
      complete,
      used_at: ctx.now(),
    };
  });
  const identityOf = (row: (typeof rows)[number]) => row.key + row.files_digest;
  const byIdentity = new Map(rows.map((row) => [identityOf(row), row]));
  return [...byIdentity].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

async function noteUse(ctx: Context, accountId: number, ids: number[]): Promise<void> {
  await sql`
    update capture_pass set used_at = ${ctx.now()}
    from (
      select id from capture_pass
      where account_id = ${accountId} and id = any(${ids}::integer[])
      order by key, files_digest for update
    ) used
    where capture_pass.id = used.id`.execute(ctx.db);
}

async function forgetMost(ctx: Context, accountId: number, keys: string[]): Promise<void> {
  await sql`
    delete from capture_pass where id in (
      select id from (
        select id, row_number() over (partition by key order by used_at desc, id desc) as place
        from capture_pass
        where account_id = ${accountId} and key = any(${keys}::text[])
      ) placed
      where place > ${maxPassesPerKey}
    )`.execute(ctx.db);
}
