import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import type { LogEntry, ResultEntry } from '../db/schema.ts';
import { findImages } from '../image/find-images.ts';
import { settle } from '../settle.ts';
import { closeLease } from './close-lease.ts';
import { wordFailures } from './rules.ts';
import { isStorable, makeStorable, storableLog } from './storable-text.ts';

export interface Captured {
  component: string;
  variant: string;
  image: { hash: string; width: number; height: number };
  renderMs: number;
  waitMs: number;
  screenshotMs: number;
}

export interface FinishLease {
  token: string;
  browser: string;
  snapshots: Captured[];
  skipped: { component: string; variant: string }[];
  /** Examples that could not be captured, with a sentence about each. */
  failed?: { message: string }[] | undefined;
  log: LogEntry[];
}

/**
 * Takes the result of a capture, once. When it was the last one a report waited for, the report, its
 * comparisons and its jobs are settled before this returns. The same token again changes nothing.
 * Where examples failed, the request has failed: a report without them would show them as deleted.
 * What was captured is kept with it all the same.
 *
 * @throws TwinlensError `lease_lost`; `invalid_request` when an image is missing or of another size,
 *   or a name cannot be stored
 */
export async function finishLease({
  ctx,
  input,
}: {
  ctx: Context;
  input: FinishLease;
}): Promise<void> {
  const { failed = [] } = input;
  const state = failed.length > 0 ? 'failed' : 'done';
  await closeLease(ctx, input.token, state, async (inner, lease) => {
    for (const example of [...input.snapshots, ...input.skipped]) refuseUnstorable(example);
    const result = await toResult(inner, lease.accountId, lease.target, input.snapshots);
    await inner.db
      .updateTable('snap_request')
      .set({
        state,
        browser: input.browser,
        captured: result.length,
        result: JSON.stringify(result),
        skipped: JSON.stringify(input.skipped),
        error: state === 'failed' ? makeStorable(wordFailures(failed)) : null,
        log: JSON.stringify(storableLog(input.log)),
        lease_expires_at: null,
        finished_at: ctx.now(),
      })
      .where('id', '=', lease.id)
      .execute();
    await settle(inner, [lease.id]);
  });
}

function refuseUnstorable({ component, variant }: { component: string; variant: string }): void {
  if (isStorable(component) && isStorable(variant)) return;
  throw new TwinlensError(
    'invalid_request',
    `${makeStorable(component)} / ${makeStorable(variant)}: the name of this example has a character that is none (NUL or half of one): rename it`,
  );
}

async function toResult(
  ctx: Context,
  accountId: number,
  target: string,
  snapshots: Captured[],
): Promise<ResultEntry[]> {
  const hashes = [...new Set(snapshots.map(({ image }) => image.hash))];
  const images = await findImages(ctx, accountId, hashes);
  return snapshots.map(({ image, ...snapshot }) => {
    const stored = images.get(image.hash);
    const place = `${snapshot.component} / ${snapshot.variant}`;
    if (stored === undefined) {
      throw new TwinlensError('invalid_request', `${place}: image ${image.hash} was not uploaded`);
    }
    if (stored.width !== image.width || stored.height !== image.height) {
      throw new TwinlensError(
        'invalid_request',
        `${place}: image ${image.hash} is ${stored.width}x${stored.height}, not ${image.width}x${image.height}`,
      );
    }
    return { ...snapshot, target, imageId: stored.id };
  });
}
