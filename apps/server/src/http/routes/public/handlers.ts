import { describeApi } from '@twinlens/contract';
import { getStatus, readImage } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';
import { renderBadge } from './badge.ts';

/** Pictures come from strangers' pages: shown as pictures, never run as anything. */
const inert = "default-src 'none'; sandbox";

export const publicHandlers: Pick<Handlers, 'describeApi' | 'getImage' | 'getStatusImage'> = {
  describeApi: async ({ ctx }) => describeApi(ctx.origin),

  getImage: async ({ ctx, params, reply }) => {
    const bytes = await readImage({
      ctx,
      input: { accountId: params.account, hash: params.hash },
    });
    return reply
      .header('content-type', 'image/png')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('content-security-policy', inert)
      .send(bytes);
  },

  getStatusImage: async ({ ctx, params, reply }) => {
    const { account, project, sha1, sha2 } = params;
    const status = await getStatus({
      ctx,
      input: { accountId: account, projectId: project, sha1, sha2 },
    });
    return reply
      .header('content-type', 'image/svg+xml; charset=utf-8')
      .header('cache-control', 'no-cache, no-store, must-revalidate')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('content-security-policy', `${inert}; style-src 'unsafe-inline'`)
      .send(renderBadge(status));
  },
};
