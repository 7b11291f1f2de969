import {
  changeRepository,
  connectRepository,
  disconnectRepository,
  listRepositories,
  type Repository,
} from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

const toJson = ({ createdAt, ...rest }: Repository) => ({
  ...rest,
  createdAt: createdAt.toISOString(),
});

export const repositoryHandlers: Pick<
  Handlers,
  'listRepositories' | 'connectRepository' | 'changeRepository' | 'disconnectRepository'
> = {
  listRepositories: async ({ ctx, caller }) => {
    const found = await listRepositories({ ctx, input: { accountId: caller.accountId } });
    return { repositories: found.map(toJson) };
  },

  connectRepository: async ({ ctx, caller, body }) =>
    toJson(await connectRepository({ ctx, input: { ...body, caller } })),

  changeRepository: async ({ ctx, caller, params, body }) =>
    toJson(await changeRepository({ ctx, input: { ...body, caller, id: params.repository } })),

  disconnectRepository: async ({ ctx, caller, params }) => {
    await disconnectRepository({ ctx, input: { caller, id: params.repository } });
    return null;
  },
};
