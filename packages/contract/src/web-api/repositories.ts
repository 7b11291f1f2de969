import { Type } from 'typebox';
import { Id, PathId, Time } from '../fields.ts';
import { operation } from '../operation.ts';

const permissions = {
  /** Its GitHub workflows may sign in with their own token. */
  workflows: Type.Boolean(),
  /** Runs of its pull requests get a key by the pull request's address. */
  pullRequests: Type.Boolean(),
};

const Repository = Type.Object({ id: Id, name: Type.String(), createdAt: Time, ...permissions });

const OneRepository = Type.Object({ account: PathId, repository: PathId });

export const listRepositories = operation({
  id: 'listRepositories',
  method: 'GET',
  path: '/api/a/:account/repositories',
  access: 'session',
  summary: 'Repositories whose runs may do without a stored key, by name.',
  params: Type.Object({ account: PathId }),
  response: Type.Object({ repositories: Type.Array(Repository) }),
});

export const connectRepository = operation({
  id: 'connectRepository',
  method: 'POST',
  path: '/api/a/:account/repositories',
  access: 'session',
  summary:
    'Connect a repository, given by address or as github.com/owner/name. 409 when it is connected already. Administrators only.',
  params: Type.Object({ account: PathId }),
  body: Type.Object({
    repository: Type.String({ minLength: 1, maxLength: 500 }),
    ...permissions,
  }),
  response: Repository,
});

export const changeRepository = operation({
  id: 'changeRepository',
  method: 'PUT',
  path: '/api/a/:account/repositories/:repository',
  access: 'session',
  summary:
    'Say what runs of a repository may do; keys of what is switched off end at once. Administrators only.',
  params: OneRepository,
  body: Type.Object(permissions),
  response: Repository,
});

export const disconnectRepository = operation({
  id: 'disconnectRepository',
  method: 'DELETE',
  path: '/api/a/:account/repositories/:repository',
  access: 'session',
  summary: 'A repository leaves the account and its keys end at once. Administrators only.',
  params: OneRepository,
});
