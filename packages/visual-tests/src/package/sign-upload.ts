import type { ClientCaller, Context } from '../context.ts';
import { signPermit } from '../upload/permit.ts';
import { findPackage } from './find-package.ts';
import { packagePath } from './package-path.ts';

export type UploadTarget =
  | { path: string; uploadedAt: Date }
  | { signedUrl: string; contentType: string };

/** The path of a package that is already here, or where to put it. */
export async function signPackageUpload({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: { hash: string; format?: string | undefined };
}): Promise<UploadTarget> {
  const found = await findPackage(ctx, caller.accountId, input.hash);
  if (found !== null) {
    return { path: packagePath(caller.accountId, input.hash), uploadedAt: found.uploadedAt };
  }
  const permit = { accountId: caller.accountId, subject: input.hash };
  const token = signPermit(ctx, 'package upload', permit);
  return {
    signedUrl: `${ctx.origin}/api/packages/upload/${token}`,
    // The format is told by the first bytes; this only has to be what the client then sends.
    contentType: input.format === 'zstd' ? 'application/zstd' : 'application/zip',
  };
}
