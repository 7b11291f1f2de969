import type { NoticeKind } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { putDelivery } from '../delivery/put-delivery.ts';
import { ensureMailDestination } from './mail-destination.ts';
import { chooseKind } from './rules.ts';
import { waysOf } from './ways.ts';

export interface Addressee {
  /** In lower case. */
  address: string;
  /** Null for nobody in the account. */
  userId: string | null;
  reasons: NoticeKind[];
}

/** What a notice is about, and so where it leads: a comparison or one thread of it, or a job. */
export type NoticeSubject =
  | {
      comparisonId: number;
      /** Null for all of the comparison. */
      threadId: number | null;
    }
  | { jobId: number };

export interface Told {
  accountId: number;
  about: NoticeSubject;
  /** A sentence. */
  text: string;
  quote: string | null;
  to: Addressee[];
}

const noSubject = { comparisonId: null, threadId: null, jobId: null };

/**
 * Writes down what people are told, and has them told by mail as they wish, in the transaction of its
 * cause. Nobody is told the same twice about a comparison or a job.
 */
export async function tellPeople(ctx: Context, told: Told): Promise<void> {
  const { accountId, about, text, quote } = told;
  const { comparisonId, threadId, jobId } = { ...noSubject, ...about };
  for (const { address, userId, reasons } of told.to) {
    const ways = await waysOf(ctx, { accountId, address });
    const chosen = chooseKind(reasons, (kind) => ways[kind]);
    // Whoever is nobody here has no page to find it on.
    if (chosen === null || (userId === null && chosen.way === 'none')) continue;
    const { kind, way } = chosen;
    const isKnown = await ctx.db
      .selectFrom('notice')
      .select('id')
      .where((eb) =>
        comparisonId === null ? eb('job_id', '=', jobId) : eb('comparison_id', '=', comparisonId),
      )
      .where('address', '=', address)
      .where('kind', '=', kind)
      .where('text', '=', text)
      .where('quote', 'is not distinct from', quote)
      .executeTakeFirst();
    if (isKnown !== undefined && threadId === null) continue;
    const sendsMail = ctx.mail !== null;
    const { id } = await ctx.db
      .insertInto('notice')
      .values({
        account_id: accountId,
        user_id: userId,
        address,
        kind,
        comparison_id: comparisonId,
        thread_id: threadId,
        job_id: jobId,
        text,
        quote,
        at: ctx.now(),
        to_digest: sendsMail && way === 'digest',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (ctx.mail === null || way !== 'immediate') continue;
    await putDelivery(ctx, {
      destinationId: await ensureMailDestination(ctx, accountId, ctx.mail),
      subject: null,
      content: { type: 'mail', address, notices: [id], digest: false },
    });
  }
}
