/** Saying no to mail, by whoever has one of it: the link in it is the proof. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type NoticeKind, noticeKinds, TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { deriveKey } from '../installation-key.ts';
import { setWays, waysOf } from './ways.ts';

export interface Unsubscribing {
  accountId: number;
  /** In lower case. */
  address: string;
  /** What is not wanted any more: mail of one kind, or that of the day. */
  kind: NoticeKind | 'digest';
}

const sign = ({ installationKey }: Pick<Context, 'installationKey'>, text: string) =>
  createHmac('sha256', deriveKey(installationKey, 'mail unsubscribing')).update(text).digest();

/** Address of the page that asks, and takes the answer. */
export function unsubscribeUrl(
  ctx: Pick<Context, 'installationKey' | 'origin'>,
  { accountId, address, kind }: Unsubscribing,
): string {
  const text = Buffer.from(JSON.stringify([accountId, kind, address])).toString('base64url');
  return `${ctx.origin}/mail/unsubscribe?token=${text}.${sign(ctx, text).toString('base64url')}`;
}

/** What a link is for; null for one that is not ours, or is not complete. */
export function readUnsubscribing(
  ctx: Pick<Context, 'installationKey'>,
  token: string,
): Unsubscribing | null {
  const [text = '', signature = ''] = token.split('.', 2);
  const expected = sign(ctx, text);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  // Signed, so it is as it was written.
  const [accountId, kind, address] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
    number,
    Unsubscribing['kind'],
    string,
  ];
  return { accountId, kind, address };
}

/**
 * Nothing more of this comes to this address. Repeatable.
 * @throws TwinlensError `invalid_request` for a link that is not ours
 */
export async function unsubscribe({
  ctx,
  input: { token },
}: {
  ctx: Context;
  input: { token: string };
}): Promise<void> {
  const wanted = readUnsubscribing(ctx, token);
  if (wanted === null) {
    throw new TwinlensError('invalid_request', 'this link is not complete: open it from the mail');
  }
  const { kind } = wanted;
  const ways = await waysOf(ctx, wanted);
  const kinds = kind === 'digest' ? noticeKinds.filter((name) => ways[name] === 'digest') : [kind];
  await setWays(ctx, wanted, Object.fromEntries(kinds.map((name) => [name, 'none'])));
}
