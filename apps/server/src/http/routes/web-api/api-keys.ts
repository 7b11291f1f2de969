import { createApiKey, listApiKeys, revokeApiKey } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const apiKeyHandlers: Pick<Handlers, 'listApiKeys' | 'createApiKey' | 'revokeApiKey'> = {
  listApiKeys: async ({ ctx, caller }) => {
    const keys = await listApiKeys({ ctx, input: { accountId: caller.accountId } });
    return {
      apiKeys: keys.map(({ key, label, createdAt, lastUsedAt }) => ({
        key,
        label,
        createdAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      })),
    };
  },

  createApiKey: ({ ctx, caller, body }) =>
    createApiKey({ ctx, input: { caller, label: body.label } }),

  revokeApiKey: async ({ ctx, caller, params }) => {
    await revokeApiKey({ ctx, input: { caller, key: params.key } });
    return null;
  },
};
