import type { NoticeKind } from '@twinlens/contract';
import { type DeliveryContent, type NamedChange, TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Counts } from '../decision/rules.ts';
import { readThumbnail } from '../image/read-thumbnail.ts';
import { countChanges } from '../view/counts.ts';
import { nameChanges } from '../view/named-changes.ts';
import { noticesOf, pathOfNotice } from './list-notices.ts';
import { unsubscribeUrl } from './unsubscribe.ts';

/** Changes that are shown of one comparison, and pictures in a whole mail. */
const mostChanges = 4;
const mostPictures = 16;

/** Pixels. */
const pictureWidth = 320;

export interface MailChange extends NamedChange {
  /** PNGs; null where there is none, or none to be shown. */
  before: Uint8Array | null;
  after: Uint8Array | null;
}

export interface MailItem {
  kind: NoticeKind;
  text: string;
  quote: string | null;
  url: string;
  at: Date;
  counts: Counts | null;
  /** The first of them. */
  changes: MailChange[];
}

/** All that a mail is made of. */
export interface MailFacts {
  to: string;
  isDigest: boolean;
  items: MailItem[];
  unsubscribeUrl: string;
  settingsUrl: string;
}

/**
 * What a mail says, with what is known now of what it is about.
 * @throws TwinlensError `not_found` where nothing of it is there any more
 */
export async function readMail({
  ctx,
  input: { accountId, content },
}: {
  ctx: Context;
  input: { accountId: number; content: Extract<DeliveryContent, { type: 'mail' }> };
}): Promise<MailFacts> {
  const rows = await noticesOf(ctx, accountId)
    .where(sql<boolean>`notice.id = any(${content.notices}::int[])`)
    .where('notice.address', '=', content.address)
    .orderBy('notice.id')
    .execute();
  const [first] = rows;
  if (first === undefined) {
    throw new TwinlensError('not_found', 'what this mail was about is gone');
  }
  let pictures = 0;
  const items: MailItem[] = [];
  const shown = new Set<number>();
  for (const row of rows) {
    // Of one comparison the pictures are shown once.
    const id = row.comparison_id;
    const shownId = row.thread_id === null && id !== null && !shown.has(id) ? id : null;
    if (id !== null) shown.add(id);
    const changes: MailChange[] = [];
    for (const named of shownId === null ? [] : await nameChanges(ctx, shownId, mostChanges)) {
      const { beforeId, afterId, ...change } = named;
      const picture = async (id: number | null) => {
        if (id === null || pictures >= mostPictures) return null;
        pictures += 1;
        return readPicture(ctx, accountId, id);
      };
      changes.push({ ...change, before: await picture(beforeId), after: await picture(afterId) });
    }
    const counts = shownId === null ? null : await countChanges(ctx.db, [shownId]);
    items.push({
      kind: row.kind,
      text: row.text,
      quote: row.quote,
      url: ctx.origin + pathOfNotice(accountId, row),
      at: row.at,
      counts: (shownId !== null && counts?.get(shownId)) || null,
      changes,
    });
  }
  const kind = content.digest ? 'digest' : first.kind;
  return {
    to: content.address,
    isDigest: content.digest,
    items,
    unsubscribeUrl: unsubscribeUrl(ctx, { accountId, address: content.address, kind }),
    settingsUrl: `${ctx.origin}/a/${accountId}/inbox/settings`,
  };
}

/** Null for what is kept elsewhere, or is none, or cannot be read: a mail goes without. */
async function readPicture(
  ctx: Context,
  accountId: number,
  snapshotId: number,
): Promise<Uint8Array | null> {
  const image = await ctx.db
    .selectFrom('snapshot')
    .innerJoin('image', 'image.id', 'snapshot.image_id')
    .select('image.hash')
    .where('snapshot.id', '=', snapshotId)
    .where('image.foreign_url', 'is', null)
    .where('image.violations', 'is', null)
    .executeTakeFirst();
  if (image === undefined) return null;
  try {
    return await readThumbnail({
      ctx,
      input: { accountId, hash: image.hash, width: pictureWidth },
    });
  } catch (error) {
    if (error instanceof TwinlensError) return null;
    throw error;
  }
}
