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
    accounts: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        role: Type.Union([Type.Literal('admin'), Type.Literal('member')]),
        projects: Type.Array(Type.Object({ id: Id, name: ProjectName })),
      }),
    ),
  }),
});
