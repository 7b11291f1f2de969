import type { Context } from '../context.ts';

/** The address somebody signs in with, by which review rules name people. */
export async function emailOf({ db }: Context, userId: string): Promise<string> {
  const person = await db
    .selectFrom('person')
    .select('email')
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  return person.email;
}
