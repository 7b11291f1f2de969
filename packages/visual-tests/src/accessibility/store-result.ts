import { createHash } from 'node:crypto';
import {
  type AccessibilityResult,
  countViolations,
  identityOfResult,
  TwinlensError,
} from '@twinlens/contract';
import { imageKeyOf } from '../account/image-key.ts';
import { inAccount } from '../account/in-account.ts';
import type { Context } from '../context.ts';
import { nameOfImage } from '../image/keep-image.ts';
import { findLease } from '../lease/find-lease.ts';
import { accessibilityName } from '../store/names.ts';

/** More than a page whose every element breaks rules. Bytes. */
const maxResultBytes = 16 * 1024 * 1024;

interface StoreResult {
  token: string;
  hash: string;
  /** Hash of the pixels of the picture. */
  picture: string;
  result: AccessibilityResult;
}

/**
 * Keeps what a worker found in one example, with the picture its places are in. Repeatable; of equal
 * results the first is kept, with its picture.
 *
 * @throws TwinlensError `lease_lost`; `too_large`; `invalid_request` when the hash is of another
 *   result, or the picture is not there
 */
export async function storeAccessibilityResult({
  ctx,
  input,
}: {
  ctx: Context;
  input: StoreResult;
}): Promise<void> {
  const { hash, picture, result } = input;
  const { accountId } = await findLease(ctx, input.token);
  const identity = createHash('sha256').update(identityOfResult(result)).digest('hex');
  if (identity !== hash) {
    throw new TwinlensError('invalid_request', `the hash of this result is ${identity}: send that`);
  }
  const bytes = Buffer.from(JSON.stringify(result));
  if (bytes.length > maxResultBytes) {
    throw new TwinlensError('too_large', `a result may have at most ${maxResultBytes} bytes`);
  }
  // Held, or the picture of one worker could come to stand beside the places another one found.
  await inAccount(ctx, accountId, async (inner) => {
    const images = inner.db.selectFrom('image').where('account_id', '=', accountId);
    const kept = await images.select('id').where('pixel_hash', '=', hash).executeTakeFirst();
    if (kept !== undefined) return;
    const pictured = await images
      .select(['hash', 'width', 'height'])
      .where('pixel_hash', '=', picture)
      .where('picture_hash', 'is', null)
      .executeTakeFirst();
    if (pictured === undefined) {
      throw new TwinlensError('invalid_request', `picture ${picture} was not uploaded`);
    }
    const name = nameOfImage(await imageKeyOf(inner, accountId), hash);
    await ctx.store.put(accessibilityName(accountId, name), bytes);
    await inner.db
      .insertInto('image')
      .values({
        account_id: accountId,
        pixel_hash: hash,
        hash: name,
        width: pictured.width,
        height: pictured.height,
        bytes: bytes.length,
        picture_hash: pictured.hash,
        violations: JSON.stringify(countViolations(result)),
        created_at: ctx.now(),
      })
      .execute();
  });
}
