/** How somebody hears of what by mail, and what they follow. */
import { type MailWays, type NoticeKind, noticeKinds } from '@twinlens/contract';
import type { Context, PersonCaller } from '../context.ts';
import { emailOf } from '../person/email-of.ts';
import { followsOf, setFollows } from './follows.ts';
import { usualWays } from './rules.ts';

interface OfAddress {
  accountId: number;
  /** In lower case. */
  address: string;
}

export async function waysOf(
  { db }: Context,
  { accountId, address }: OfAddress,
): Promise<MailWays> {
  const rows = await db
    .selectFrom('mail_way')
    .select(['kind', 'way'])
    .where('account_id', '=', accountId)
    .where('address', '=', address)
    .execute();
  return { ...usualWays, ...Object.fromEntries(rows.map(({ kind, way }) => [kind, way])) };
}

export async function setWays(
  { db }: Context,
  { accountId, address }: OfAddress,
  ways: Partial<MailWays>,
): Promise<void> {
  for (const kind of noticeKinds) {
    const way = ways[kind];
    if (way === undefined) continue;
    await db
      .insertInto('mail_way')
      .values({ account_id: accountId, address, kind, way })
      .onConflict((conflict) =>
        conflict.columns(['account_id', 'address', 'kind']).doUpdateSet({ way }),
      )
      .execute();
  }
}

interface NoticeSettings {
  address: string;
  sendsMail: boolean;
  ways: MailWays;
  /** Patterns of components. */
  follows: string[];
}

export async function getNoticeSettings({
  ctx,
  input: { caller },
}: {
  ctx: Context;
  input: { caller: PersonCaller };
}): Promise<NoticeSettings> {
  const address = (await emailOf(ctx, caller.userId)).toLowerCase();
  const ways = await waysOf(ctx, { accountId: caller.accountId, address });
  const follows = await followsOf(ctx, caller);
  return { address, sendsMail: ctx.mail !== null, ways, follows };
}

interface NewNoticeSettings {
  caller: PersonCaller;
  ways: { [Kind in NoticeKind]?: MailWays[Kind] | undefined };
  follows?: string[] | undefined;
}

/** What is left out stays as it is. */
export async function setNoticeSettings({
  ctx,
  input: { caller, ways, follows },
}: {
  ctx: Context;
  input: NewNoticeSettings;
}): Promise<NoticeSettings> {
  const address = (await emailOf(ctx, caller.userId)).toLowerCase();
  const given = Object.entries(ways).filter(([, way]) => way !== undefined);
  await ctx.db.transaction().execute(async (trx) => {
    const inner = { ...ctx, db: trx };
    await setWays(inner, { accountId: caller.accountId, address }, Object.fromEntries(given));
    if (follows !== undefined) await setFollows(inner, caller, follows);
  });
  return getNoticeSettings({ ctx, input: { caller } });
}
