import { sql } from 'kysely';
import type { Context } from '../../context.ts';

export interface FoundStrip {
  /** Public name of the image in whose pack it is. */
  source: string;
  /** Which of the strips that lie there. */
  place: number;
  width: number;
  rows: number;
  channels: 3 | 4;
}

/**
 * Where the strips of an account are, by digest.
 * @param digests lower-case hex; those the account does not have are left out of the answer
 */
export async function findStrips(
  ctx: Context,
  accountId: number,
  digests: readonly string[],
): Promise<Map<string, FoundStrip>> {
  if (digests.length === 0) return new Map();
  const { rows } = await sql<FoundStrip & { digest: string }>`
    select encode(s.digest, 'hex') as digest, image.hash as source, s.place, s.width, s.rows, s.channels
    from unnest(${[...new Set(digests)]}::text[]) as asked (digest)
    join strip s on s.account_id = ${accountId} and s.digest = decode(asked.digest, 'hex')
    join image on image.id = s.image_id`.execute(ctx.db);
  return new Map(rows.map(({ digest, ...strip }) => [digest, strip]));
}
