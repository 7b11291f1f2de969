import type { Context } from '../context.ts';

export interface Person {
  userId: string;
  name: string;
  /** In lower case. */
  address: string;
}

/** Who is in an account, with where their mail goes. */
export async function findPeople({ db }: Context, accountId: number): Promise<Person[]> {
  const rows = await db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.user_id')
    .select(['person.id as userId', 'person.name', 'person.email'])
    .where('membership.account_id', '=', accountId)
    .orderBy('person.id')
    .execute();
  return rows.map(({ email, ...person }) => ({ ...person, address: email.toLowerCase() }));
}
