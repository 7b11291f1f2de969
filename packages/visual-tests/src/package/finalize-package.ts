import { TwinlensError } from '@twinlens/contract';
import type { ClientCaller, Context } from '../context.ts';
import { findPackage } from './find-package.ts';
import { packagePath } from './package-path.ts';

/**
 * Confirms that a package has arrived. Repeatable.
 * @throws TwinlensError `not_found` when it has not
 */
export async function finalizePackage({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: { hash: string };
}): Promise<{ path: string }> {
  if ((await findPackage(ctx, caller.accountId, input.hash)) === null) {
    throw new TwinlensError(
      'not_found',
      `no package ${input.hash} has arrived: put it to the signed URL first`,
    );
  }
  return { path: packagePath(caller.accountId, input.hash) };
}
