import { TwinlensError } from '@twinlens/contract';
import { countCaptures } from '../capture-cache/count-captures.ts';
import type { Context } from '../context.ts';
import type { Area, LogEntry, ResultEntry } from '../db/schema.ts';
import { requireImages } from '../image/require-images.ts';
import { settle } from '../settle.ts';
import { closeLease } from './close-lease.ts';
import { wordFailures } from './rules.ts';
import { isStorable, makeStorable, storableLog } from './storable-text.ts';

/** Without a size: an accessibility result. */
interface CapturedImage {
  hash: string;
  width: number | null;
  height: number | null;
  ignored?: Area[];
}

export interface Captured {
  component: string;
  variant: string;
  image: CapturedImage;
  /** What it looked like when it was captured again, where that is something else. */
  again?: CapturedImage | undefined;
  renderMs: number;
  waitMs: number;
  screenshotMs: number;
  /** Whether the picture was copied from an earlier capture. */
  copied?: boolean | undefined;
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
  const closed = await closeLease(ctx, input.token, state, async (inner, lease) => {
    for (const example of [...input.snapshots, ...input.skipped]) refuseUnstorable(example);
    await keepIgnored(inner, lease.accountId, input.snapshots);
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
    const hits = result.filter(({ copied }) => copied).length;
    await countCaptures(inner, lease.accountId, { hits, misses: result.length - hits });
    await settle(inner, [lease.id]);
  });
  if (closed) tell(ctx, closed.type, input);
}

function tell({ observer }: Context, target: string, { snapshots, failed }: FinishLease): void {
  const copied = snapshots.filter((snapshot) => snapshot.copied).length;
  const unstable = snapshots.filter(({ again }) => again !== undefined).length;
  const rendered = snapshots.length - copied;
  observer.happened({ kind: 'captured', target, copied, rendered, unstable });
  if (failed && failed.length > 0) observer.happened({ kind: 'capture failed', target });
}

function refuseUnstorable({ component, variant }: { component: string; variant: string }): void {
  if (isStorable(component) && isStorable(variant)) return;
  throw new TwinlensError(
    'invalid_request',
    `${makeStorable(component)} / ${makeStorable(variant)}: the name of this example has a character that is none (NUL or half of one): rename it`,
  );
}

/** What does not count of a picture is told with the result, as the file itself does not say it. */
async function keepIgnored(ctx: Context, accountId: number, snapshots: Captured[]): Promise<void> {
  const images = snapshots.flatMap(({ image, again }) => [image, again ?? []].flat());
  for (const image of images) {
    if (!image.ignored || image.ignored.length === 0) continue;
    await ctx.db
      .updateTable('image')
      .set({ ignored: JSON.stringify(image.ignored) })
      .where('account_id', '=', accountId)
      .where('pixel_hash', '=', image.hash)
      .where('ignored', 'is', null)
      .execute();
  }
}

async function toResult(
  ctx: Context,
  accountId: number,
  target: string,
  snapshots: Captured[],
): Promise<ResultEntry[]> {
  const second = snapshots.flatMap(({ again, ...snapshot }) =>
    again === undefined ? [] : [{ ...snapshot, image: again }],
  );
  const images = await requireImages(ctx, accountId, [...snapshots, ...second]);
  const idOf = ({ hash }: CapturedImage) => images.get(hash)?.id ?? 0;
  return snapshots.map(({ image, again, copied, ...snapshot }) => ({
    ...snapshot,
    target,
    imageId: idOf(image),
    ...(copied === true && { copied }),
    ...(again !== undefined && again.hash !== image.hash && { again: idOf(again) }),
  }));
}
