/** Reads results the way the review pages do: signed in, over the same operations. */
import { randomBytes } from 'node:crypto';
import {
  type CallInput,
  call,
  type OperationShape,
  operations,
  type ResponseOf,
  TwinlensError,
} from '@twinlens/contract';
import type { Installation } from '../up/installation.ts';

export interface Reader {
  accountId: number;
  projectId: number;
  /** For the person who looks at the demo: the link of the first screen is used up by now. */
  email: string;
  password: string;
  read<T extends OperationShape>(operation: T, input: CallInput<T>): Promise<ResponseOf<T>>;
}

export async function signIn({ url, signInUrl }: Installation): Promise<Reader> {
  const { origin, pathname, searchParams } = new URL(signInUrl);
  const response = await fetch(`${origin}${pathname}`, {
    method: 'POST',
    body: new URLSearchParams({ token: searchParams.get('token') ?? '' }),
    redirect: 'manual',
  });
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  if (cookie === '') {
    throw new TwinlensError('unavailable', `the sign-in link was answered ${response.status}`);
  }
  const client = { origin: url, headers: { cookie, origin: url } };
  const read: Reader['read'] = async (operation, input) => {
    const answer = await call(client, operation, input);
    if (answer === undefined) throw new TwinlensError('internal', `${operation.id}: no answer`);
    return answer;
  };
  const person = {
    name: 'Demo',
    email: 'demo@example.org',
    password: randomBytes(6).toString('hex'),
  };
  await call(client, operations.setUpAccount, { body: person });
  const { accounts } = await read(operations.getMe, {});
  const [account] = accounts;
  const [project] = account?.projects ?? [];
  if (account === undefined || project === undefined) {
    throw new TwinlensError('internal', 'the server made no account with a project');
  }
  return {
    accountId: account.id,
    projectId: project.id,
    email: person.email,
    password: person.password,
    read,
  };
}
