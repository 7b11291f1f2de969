import { type Place, TwinlensError } from '@twinlens/contract';
import { inAccount } from '../account/in-account.ts';
import type { Context, PersonCaller } from '../context.ts';
import { noticeComment } from '../notice/about-comment.ts';
import { listPeople } from '../person/list-people.ts';
import { findRow, type RowInput, type ThreadRow } from './find-row.ts';
import { type ThreadsView, threadsOf } from './list-threads.ts';
import { mentionsIn } from './mentions.ts';

interface OfRow {
  caller: PersonCaller;
  comparisonId: number;
  snapshotId: number;
}

interface OfThread extends OfRow {
  threadId: number;
}

/** Threads about one pair of pictures. More would not help anybody. */
const mostThreads = 200;
const mostComments = 1000;

/**
 * Begins a thread about a row, or about a part of one of its pictures.
 *
 * @throws TwinlensError `not_found`; `invalid_request` for a place where no picture is; `conflict` where
 *   there are as many as can be
 */
export function openThread({
  ctx,
  input,
}: {
  ctx: Context;
  input: OfRow & { text: string; place?: Place | undefined };
}): Promise<ThreadsView> {
  return withRow(ctx, input, async (inner, row) => {
    const { place } = input;
    if (place !== undefined) await requirePicture(inner, row, place);
    if ((await threadsOf(inner, rowOf(input), row)).threads.length >= mostThreads) {
      throw new TwinlensError('conflict', 'there are too many threads here: answer in one of them');
    }
    const { id } = await inner.db
      .insertInto('thread')
      .values({
        project_id: row.projectId,
        component: row.component,
        variant: row.variant,
        target: row.target,
        before_image: row.beforeImage,
        after_image: row.afterImage,
        comparison_id: input.comparisonId,
        place: place === undefined ? null : JSON.stringify(place),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await write(inner, id, input);
  });
}

/**
 * Answers in a thread, which is open again by that.
 *
 * @throws TwinlensError `not_found`; `conflict` where there are as many as can be
 */
export function addComment({
  ctx,
  input,
}: {
  ctx: Context;
  input: OfThread & { text: string };
}): Promise<ThreadsView> {
  return withRow(ctx, input, async (inner, row) => {
    const { comments } = await requireThread(inner, input, row);
    if (comments.length >= mostComments) {
      throw new TwinlensError('conflict', 'this thread is full: begin another one');
    }
    await write(inner, input.threadId, input);
    await settleThread(inner, input, false);
  });
}

/**
 * Says that a thread is settled, or that it is not. Repeatable.
 *
 * @throws TwinlensError `not_found`
 */
export function resolveThread({
  ctx,
  input,
}: {
  ctx: Context;
  input: OfThread & { resolved: boolean };
}): Promise<ThreadsView> {
  return withRow(ctx, input, async (inner, row) => {
    const { resolved } = await requireThread(inner, input, row);
    if ((resolved !== null) !== input.resolved) await settleThread(inner, input, input.resolved);
  });
}

/**
 * Removes a comment, and its thread with the last one.
 *
 * @throws TwinlensError `not_found`; `forbidden` for what others said, unless by an administrator
 */
export function removeComment({
  ctx,
  input,
}: {
  ctx: Context;
  input: OfRow & { commentId: number };
}): Promise<ThreadsView> {
  const { caller, commentId } = input;
  return withRow(ctx, input, async (inner, row) => {
    const { threads } = await threadsOf(inner, rowOf(input), row);
    const thread = threads.find(({ comments }) => comments.some(({ id }) => id === commentId));
    const comment = thread?.comments.find(({ id }) => id === commentId);
    if (thread === undefined || comment === undefined) {
      throw new TwinlensError('not_found', 'there is no such comment here (any more)');
    }
    if (comment.byId !== caller.userId && caller.role !== 'admin') {
      throw new TwinlensError('forbidden', 'only administrators remove what others said');
    }
    await inner.db.deleteFrom('comment').where('id', '=', commentId).execute();
    if (thread.comments.length === 1) {
      await inner.db.deleteFrom('thread').where('id', '=', thread.id).execute();
    }
  });
}

const rowOf = ({ caller, comparisonId, snapshotId }: OfRow): RowInput => ({
  accountId: caller.accountId,
  comparisonId,
  snapshotId,
});

/** @returns what was said about the row afterwards */
function withRow(
  ctx: Context,
  input: OfRow,
  change: (ctx: Context, row: ThreadRow) => Promise<void>,
): Promise<ThreadsView> {
  return inAccount(ctx, input.caller.accountId, async (inner) => {
    const row = await findRow(inner, rowOf(input));
    await change(inner, row);
    return threadsOf(inner, rowOf(input), row);
  });
}

async function requireThread(ctx: Context, input: OfThread, row: ThreadRow) {
  const { threads } = await threadsOf(ctx, rowOf(input), row);
  const thread = threads.find(({ id }) => id === input.threadId);
  if (thread === undefined) {
    throw new TwinlensError('not_found', 'there is no such thread here (any more)');
  }
  return thread;
}

/**
 * A place is in a picture that is there; of pictures of unknown size that is not known.
 *
 * @throws TwinlensError `invalid_request`
 */
async function requirePicture(
  { db }: Context,
  { beforeImage, afterImage }: ThreadRow,
  { side, x, y, width, height }: Place,
): Promise<void> {
  const refuse = (why: string) => new TwinlensError('invalid_request', `place: ${why}`);
  const image = await db
    .selectFrom('image')
    .select(['width', 'height'])
    .where('id', '=', side === 'before' ? beforeImage : afterImage)
    .executeTakeFirst();
  if (image === undefined) throw refuse(`there is no picture ${side} here: name the other one`);
  if (width === 0 || height === 0) {
    throw refuse('a point is one pixel wide and high: send width and height of at least 1');
  }
  const within = (end: number, length: number | null) => length === null || end <= length;
  if (!within(x + width, image.width) || !within(y + height, image.height)) {
    throw refuse(
      `${width} × ${height} at ${x}, ${y} is not all in the picture ${side}, which is ${image.width} × ${image.height}`,
    );
  }
}

async function write(
  ctx: Context,
  threadId: number,
  { caller, comparisonId, text }: { caller: PersonCaller; comparisonId: number; text: string },
): Promise<void> {
  const { accountId, userId, name } = caller;
  const { people } = await listPeople({ ctx, input: { accountId } });
  const mentions = mentionsIn(text, people).map(({ id }) => id);
  await ctx.db
    .insertInto('comment')
    .values({
      thread_id: threadId,
      text,
      mentions,
      by_user: userId,
      by_name: name,
      at: ctx.now(),
    })
    .execute();
  const by = { userId, name };
  await noticeComment(ctx, { accountId, comparisonId, threadId, mentions, text, by });
}

async function settleThread(
  { db, now }: Context,
  { caller, threadId }: OfThread,
  resolved: boolean,
): Promise<void> {
  await db
    .updateTable('thread')
    .set({
      resolved_at: resolved ? now() : null,
      resolved_by_name: resolved ? caller.name : null,
    })
    .where('id', '=', threadId)
    .execute();
}
