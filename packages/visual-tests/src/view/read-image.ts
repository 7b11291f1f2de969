import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { readPng } from '../image/read-png.ts';

/**
 * The PNG behind an image's public name: the name is the proof.
 *
 * @throws TwinlensError `not_found`, whichever part of the address is wrong
 */
export async function readImage({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number; hash: string };
}): Promise<Uint8Array> {
  const bytes = await readPng(ctx, input.accountId, input.hash);
  if (bytes === null) throw new TwinlensError('not_found', 'there is no such image');
  return bytes;
}
