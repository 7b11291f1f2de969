import type { ClientCaller, Context } from '../context.ts';
import { ownName } from '../repository/own-name.ts';
import { signPermit } from '../upload/permit.ts';
import { imageUrl } from '../view/urls.ts';

/**
 * The address of an image the client has uploaded before under this name, or where to upload it.
 * @param input.callerHash what the client calls it; any text that is stable for equal pixels
 */
export async function signImageUpload({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: { callerHash: string };
}): Promise<{ url: string } | { uploadUrl: string }> {
  const { accountId } = caller;
  const callerHash = ownName(caller, input.callerHash);
  const known = await ctx.db
    .selectFrom('image_alias')
    .innerJoin('image', 'image.id', 'image_alias.image_id')
    .select(['image.hash', 'image.frame_count'])
    .where('image_alias.account_id', '=', accountId)
    .where('caller_hash', '=', callerHash)
    .executeTakeFirst();
  if (known !== undefined) {
    return { url: imageUrl(ctx, accountId, known.hash, known.frame_count !== null) };
  }
  const token = signPermit(ctx, 'image upload', { accountId, subject: callerHash });
  return { uploadUrl: `${ctx.origin}/api/images/upload/${token}` };
}
