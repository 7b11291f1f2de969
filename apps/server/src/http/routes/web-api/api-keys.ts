import { createApiKey, createPersonalKey, listApiKeys, revokeApiKey } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const apiKeyHandlers: Pick<
  Handlers,
  'listApiKeys' | 'createApiKey' | 'createPersonalKey' | 'revokeApiKey'
> = {
  listApiKeys: async ({ ctx, caller }) => {
    const keys = await listApiKeys({ ctx, input: { accountId: caller.accountId } });
    return {
      apiKeys: keys.map(({ createdAt, lastUsedAt, expiresAt, ...rest }) => ({
        ...rest,
        createdAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
        expiresAt: expiresAt?.toISOString() ?? null,
      })),
    };
  },

  createApiKey: ({ ctx, caller, body }) =>
    createApiKey({ ctx, input: { caller, label: body.label } }),

  createPersonalKey: async ({ ctx, caller }) => {
    const { expiresAt, ...key } = await createPersonalKey({ ctx, input: { caller } });
    return { ...key, expiresAt: expiresAt.toISOString() };
  },

  revokeApiKey: async ({ ctx, caller, params }) => {
    await revokeApiKey({ ctx, input: { caller, key: params.key } });
    return null;
  },
};
