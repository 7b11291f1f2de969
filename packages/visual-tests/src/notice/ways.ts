/** How somebody hears of what by mail. */
import { type MailWays, type NoticeKind, noticeKinds } from '@twinlens/contract';
import type { Context, PersonCaller } from '../context.ts';
import { emailOf } from '../person/email-of.ts';
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
  return { address, sendsMail: ctx.mail !== null, ways };
}

export async function setNoticeSettings({
  ctx,
  input: { caller, ways },
}: {
  ctx: Context;
  input: { caller: PersonCaller; ways: { [Kind in NoticeKind]?: MailWays[Kind] | undefined } };
}): Promise<NoticeSettings> {
  const address = (await emailOf(ctx, caller.userId)).toLowerCase();
  const given = Object.entries(ways).filter(([, way]) => way !== undefined);
  await setWays(ctx, { accountId: caller.accountId, address }, Object.fromEntries(given));
  return getNoticeSettings({ ctx, input: { caller } });
}
