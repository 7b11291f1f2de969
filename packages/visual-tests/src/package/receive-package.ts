import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TwinlensError } from '@twinlens/contract';
import type { ClientCaller, Context } from '../context.ts';
import { packageName } from '../store/names.ts';
import { requirePermit } from '../upload/permit.ts';
import { packagePath } from './package-path.ts';

/** The clients refuse to send more. Bytes. */
export const maxPackageBytes = 60 * 1024 * 1024;

/**
 * Takes the bytes of a package at an address this server signed. Repeatable.
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
  const { accountId, subject: hash } = requirePermit(ctx, 'package upload', input.token);
  await keepPackage(ctx, accountId, hash, input.bytes);
  return { md5: hash };
}

/**
 * Takes the bytes of a package a client sends with its API key. Repeatable.
 *
 * @throws TwinlensError `too_large`, `invalid_request`
 */
export async function addPackage({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: { hash: string; bytes: Readable };
}): Promise<{ path: string; isNew: boolean }> {
  const { accountId } = caller;
  const isNew = await keepPackage(ctx, accountId, input.hash, input.bytes);
  return { path: packagePath(accountId, input.hash), isNew };
}

/**
 * Writes the bytes as they come; keeps nothing unless all of them came and are what was announced.
 * @returns whether the account did not have the package
 */
async function keepPackage(
  ctx: Context,
  accountId: number,
  hash: string,
  source: Readable,
): Promise<boolean> {
  const path = join(ctx.store.stagingFolder, `${randomBytes(16).toString('hex')}.part`);
  try {
    const { md5, bytes } = await writeMeasured(path, source);
    if (md5 !== hash) {
      throw new TwinlensError(
        'invalid_request',
        `the package arrived with md5 ${md5}, not the announced ${hash}: send it again`,
      );
    }
    await ctx.store.adopt(packageName(accountId, md5), path);
    const added = await ctx.db
      .insertInto('package')
      .values({ account_id: accountId, hash: md5, bytes, uploaded_at: ctx.now() })
      .onConflict((conflict) => conflict.doNothing())
      .returning('hash')
      .execute();
    return added.length > 0;
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
