import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { packageName } from '../store/names.ts';
import { requirePermit } from '../upload/permit.ts';

/** The clients refuse to send more. Bytes. */
export const maxPackageBytes = 60 * 1024 * 1024;

/**
 * Takes the bytes of a package as they come; keeps nothing unless all of them came and are what was
 * announced. Repeatable.
 *
 * @returns md5 of what arrived
 * @throws TwinlensError `forbidden`, `too_large`, `invalid_request`
 */
export async function receivePackage({
  ctx,
  input,
}: {
  ctx: Context;
  input: { token: string; bytes: Readable };
}): Promise<{ md5: string }> {
  const permit = requirePermit(ctx, 'package upload', input.token);
  const path = join(ctx.store.stagingFolder, `${randomBytes(16).toString('hex')}.part`);
  try {
    const { md5, bytes } = await writeMeasured(path, input.bytes);
    if (md5 !== permit.subject) {
      throw new TwinlensError(
        'invalid_request',
        `the package arrived with md5 ${md5}, not the announced ${permit.subject}: send it again`,
      );
    }
    await ctx.store.adopt(packageName(permit.accountId, md5), path);
    await ctx.db
      .insertInto('package')
      .values({ account_id: permit.accountId, hash: md5, bytes, uploaded_at: ctx.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return { md5 };
  } finally {
    await rm(path, { force: true });
  }
}

async function writeMeasured(
  path: string,
  source: Readable,
): Promise<{ md5: string; bytes: number }> {
  const hash = createHash('md5');
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxPackageBytes) {
        done(
          new TwinlensError(
            'too_large',
            `a package may have at most ${maxPackageBytes} bytes: leave out what the examples do not need`,
          ),
        );
        return;
      }
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(source, measure, createWriteStream(path, { flags: 'wx' }));
  return { md5: hash.digest('hex'), bytes };
}
