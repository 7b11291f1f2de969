import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { accessibilityName } from '../store/names.ts';

/**
 * The JSON behind the public name of an accessibility result. Needs no database: the name is the proof.
 *
 * @throws TwinlensError `not_found`, whichever part of the address is wrong
 */
export async function readAccessibilityResult({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number; hash: string };
}): Promise<Uint8Array> {
  const bytes = await ctx.store.get(accessibilityName(input.accountId, input.hash));
  if (bytes === null) throw new TwinlensError('not_found', 'there is no such result');
  return bytes;
}
