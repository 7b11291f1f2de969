import { createHash } from 'node:crypto';
import { TwinlensError } from '@twinlens/contract';
import { inAccount } from '../account/in-account.ts';
import type { ClientCaller, Context } from '../context.ts';
import type { ResultEntry } from '../db/schema.ts';
import { findImagesByUrl } from '../image/find-image-by-url.ts';
import { findReusable } from './find-reusable.ts';

export interface ClientSnapshot {
  component: string;
  variant: string;
  url: string;
  target?: string | undefined;
  targets?: string[] | undefined;
}

/** Where a picture belongs whose client names no target. */
const defaultTarget = 'default';

const type = 'with-results';
const target = '*';

/**
 * A request that is done already, with pictures the client took itself. The same pictures again get
 * the request they got before.
 *
 * @throws TwinlensError `invalid_request` naming an address that is not of an image of this account
 */
export async function addFinishedSnapRequest({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: { snaps: ClientSnapshot[] };
}): Promise<{ requestId: number }> {
  const { accountId } = caller;
  const result = await toResult(ctx, accountId, input.snaps);
  const payloadHash = createHash('md5').update(JSON.stringify(result)).digest('hex');
  return inAccount(ctx, accountId, async (inner) => {
    const [found] = (
      await findReusable(inner, accountId, [{ type, target, payloadHash }])
    ).values();
    if (found !== undefined) return { requestId: found };
    const { id } = await inner.db
      .insertInto('snap_request')
      .values({
        account_id: accountId,
        type,
        target,
        payload_hash: payloadHash,
        state: 'done',
        captured: result.length,
        result: JSON.stringify(result),
        created_at: ctx.now(),
        finished_at: ctx.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { requestId: id };
  });
}

async function toResult(
  ctx: Context,
  accountId: number,
  snaps: ClientSnapshot[],
): Promise<ResultEntry[]> {
  const urls = snaps.map(({ url }) => url);
  const images = await findImagesByUrl(ctx, accountId, urls);
  return snaps.flatMap(({ component, variant, url, target, targets }) => {
    const imageId = images.get(url);
    if (imageId === undefined) {
      throw new TwinlensError(
        'invalid_request',
        `${component} / ${variant}: ${url} is not an image of this account: upload it first, and send the address that call answers`,
      );
    }
    return (targets ?? [target ?? defaultTarget]).map((name) => ({
      component,
      variant,
      target: name,
      imageId,
      renderMs: 0,
      waitMs: 0,
      screenshotMs: 0,
    }));
  });
}
