import { describeApi } from '@twinlens/contract';
import { getStatus, readAccessibilityResult, readImage } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';
import { renderBadge } from './badge.ts';

/** What comes from strangers' pages is shown as what it is, never run as anything. */
const inert = "default-src 'none'; sandbox";

/** Of what has an unguessable name that never changes meaning, and may be read by any page. */
const immutable = {
  'cache-control': 'public, max-age=31536000, immutable',
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'content-security-policy': inert,
};

export const publicHandlers: Pick<
  Handlers,
  'describeApi' | 'getImage' | 'getAnimatedImage' | 'getAccessibilityResult' | 'getStatusImage'
> = {
  describeApi: async ({ ctx }) => describeApi(ctx.origin),

  getImage: async ({ ctx, params: { account, hash }, reply }) => {
    const bytes = await readImage({ ctx, input: { accountId: account, hash } });
    return reply.headers({ ...immutable, 'content-type': 'image/png' }).send(bytes);
  },

  getAnimatedImage: async ({ ctx, params: { account, hash }, reply }) => {
    const bytes = await readImage({ ctx, input: { accountId: account, hash } });
    return reply.headers({ ...immutable, 'content-type': 'image/apng' }).send(bytes);
  },

  getAccessibilityResult: async ({ ctx, params, reply }) => {
    const bytes = await readAccessibilityResult({
      ctx,
      input: { accountId: params.account, hash: params.hash },
    });
    return reply
      .headers({ ...immutable, 'content-type': 'application/json; charset=utf-8' })
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
