import { Type } from 'typebox';
import { Id, ProjectName } from '../fields.ts';
import { operation } from '../operation.ts';

export const getMe = operation({
  id: 'getMe',
  method: 'GET',
  path: '/api/me',
  access: 'session',
  summary: 'Who is signed in, and which accounts and projects that opens.',
  response: Type.Object({
    user: Type.Object({ id: Type.String(), name: Type.String(), email: Type.String() }),
    /** True until a first administrator who came by the printed link has chosen a password. */
    mustSetPassword: Type.Boolean(),
    /** Whether this person runs the installation. */
    operator: Type.Boolean(),
    accounts: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        role: Type.Union([Type.Literal('admin'), Type.Literal('member')]),
        projects: Type.Array(Type.Object({ id: Id, name: ProjectName })),
        /** What was said to this person here and is not read yet. */
        unread: Type.Integer(),
      }),
    ),
  }),
});

const Password = Type.String({ minLength: 1, maxLength: 200 });
const Email = Type.String({ minLength: 3, maxLength: 320, pattern: '^[^\\s@]+@[^\\s@]+$' });

export const signIn = operation({
  id: 'signIn',
  method: 'POST',
  path: '/api/auth/sign-in/email',
  access: 'public',
  summary:
    'Sign in with e-mail address and password; the answer sets the session cookie. 401 when they do not match, 429 after too many wrong passwords.',
  body: Type.Object({ email: Email, password: Password }),
});

export const signOut = operation({
  id: 'signOut',
  method: 'POST',
  path: '/api/auth/sign-out',
  access: 'session',
  summary: 'End this session.',
});

export const setUpAccount = operation({
  id: 'setUpAccount',
  method: 'POST',
  path: '/api/account-setup',
  access: 'session',
  summary:
    'Give the first administrator a name, an e-mail address and a password. 409 once that has been done.',
  body: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 200 }),
    email: Email,
    password: Type.String({ minLength: 10, maxLength: 200 }),
  }),
});
