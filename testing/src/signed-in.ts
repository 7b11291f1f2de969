/** A signed-in person's view of a running Twinlens, over the operations the pages use. */
import {
  type CallInput,
  call,
  type OperationShape,
  operations,
  type ResponseOf,
} from '@twinlens/contract';
import { eventually } from './eventually.ts';

export type Comparison = ResponseOf<typeof operations.getComparison>;

export interface SignedIn {
  account: number;
  project: number;
  /** The session's cookie, as a header has it. */
  cookie: string;
  read<T extends OperationShape>(operation: T, input: CallInput<T>): Promise<ResponseOf<T>>;
  /** Waits until two commits are compared, whatever comes of it. */
  compared(sha1: string, sha2: string): Promise<Comparison>;
}

/** Uses the sign-in link up. */
export async function signIn(twinlens: { url: string; signInUrl: string }): Promise<SignedIn> {
  const { origin, pathname, searchParams } = new URL(twinlens.signInUrl);
  const response = await fetch(`${origin}${pathname}`, {
    method: 'POST',
    body: new URLSearchParams({ token: searchParams.get('token') ?? '' }),
    redirect: 'manual',
  });
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const client = { origin: twinlens.url, headers: { cookie, origin: twinlens.url } };
  const read: SignedIn['read'] = async (operation, input) => {
    const answer = await call(client, operation, input);
    if (answer === undefined) throw new Error(`${operation.id} answered nothing`);
    return answer;
  };
  const { accounts } = await read(operations.getMe, {});
  const account = accounts[0]?.id ?? 0;
  const project = accounts[0]?.projects[0]?.id ?? 0;
  return {
    account,
    project,
    cookie,
    read,
    compared: (sha1, sha2) =>
      eventually(`the comparison of ${sha1} with ${sha2}`, async () => {
        const params = { account, project, sha1, sha2 };
        const comparison = await read(operations.getComparison, { params });
        return comparison.state !== 'pending' && comparison;
      }),
  };
}
