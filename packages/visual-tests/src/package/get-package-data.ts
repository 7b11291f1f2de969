import { TwinlensError } from '@twinlens/contract';
import type { ClientCaller, Context } from '../context.ts';
import { findPackage } from './find-package.ts';
import { packagePath } from './package-path.ts';

/**
 * What is known of a package that is stored.
 * @throws TwinlensError `not_found` when it is not
 */
export async function getPackageData({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: { hash: string };
}): Promise<{ path: string; uploadedAt: Date }> {
  const found = await findPackage(ctx, caller.accountId, input.hash);
  if (found === null) {
    throw new TwinlensError('not_found', `no package ${input.hash} is stored: upload it`);
  }
  return { path: packagePath(caller.accountId, input.hash), uploadedAt: found.uploadedAt };
}
