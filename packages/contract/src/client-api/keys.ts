import { Type } from 'typebox';
import { ProjectName } from '../fields.ts';
import { operation } from '../operation.ts';

export const createPullRequestToken = operation({
  id: 'createPullRequestToken',
  method: 'POST',
  path: '/api/pull-request-token',
  access: 'public',
  summary:
    "The secret of a pull request's key; the key is the address itself. 404 unless an administrator has connected the repository and switched this on.",
  body: Type.Object({ prUrl: Type.String({ minLength: 1, maxLength: 1000 }) }),
  response: Type.Object({ secret: Type.String() }),
});

export const signInWorkflow = operation({
  id: 'signInWorkflow',
  method: 'POST',
  path: '/api/auth/github-oidc',
  access: 'public',
  summary:
    'A short-lived key for the OpenID token of a GitHub Actions workflow whose repository an administrator has connected.',
  body: Type.Object({
    token: Type.String({ minLength: 1, maxLength: 20_000 }),
    project: Type.Optional(ProjectName),
  }),
  response: Type.Object({ key: Type.String(), secret: Type.String() }),
});
