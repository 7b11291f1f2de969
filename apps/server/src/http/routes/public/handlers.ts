import type { Readable } from 'node:stream';
import { describeApi } from '@twinlens/contract';
import {
  getStatus,
  readAccessibilityResult,
  readImage,
  readResultImage,
  readThumbnail,
} from '@twinlens/visual-tests';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hear } from '../../../hearing/hear.ts';
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

/** What is at an address that never changes meaning. */
interface Immutable {
  /** Names it among everything of the server. */
  tag: string;
  type: string;
  read(): Promise<Uint8Array>;
}

/** Answers it, or that whoever asks has it already: then nothing is read, nor made. */
async function sendImmutable(
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { tag, type, read }: Immutable,
): Promise<FastifyReply> {
  const etag = `"${tag}"`;
  const known = (request.headers['if-none-match'] ?? '').split(',').map((one) => one.trim());
  if (known.some((one) => one.replace(/^W\//, '') === etag)) {
    return reply
      .headers({ ...immutable, etag })
      .code(304)
      .send();
  }
  const bytes = await read();
  return reply.headers({ ...immutable, etag, 'content-type': type }).send(bytes);
}

export const publicHandlers: Pick<
  Handlers,
  | 'describeApi'
  | 'getImage'
  | 'getThumbnail'
  | 'getResultImage'
  | 'getAnimatedImage'
  | 'getAccessibilityResult'
  | 'getStatusImage'
  | 'hearForge'
> = {
  describeApi: async ({ ctx }) => describeApi(ctx.origin),

  getImage: async ({ ctx, params: { account, hash }, ...exchange }) =>
    sendImmutable(exchange, {
      tag: hash,
      type: 'image/png',
      read: () => readImage({ ctx, input: { accountId: account, hash } }),
    }),

  getAnimatedImage: async ({ ctx, params: { account, hash }, ...exchange }) =>
    sendImmutable(exchange, {
      tag: hash,
      type: 'image/apng',
      read: () => readImage({ ctx, input: { accountId: account, hash } }),
    }),

  getThumbnail: async ({ ctx, params: { account, hash, width }, ...exchange }) =>
    sendImmutable(exchange, {
      tag: `${hash}-${width}`,
      type: 'image/png',
      read: () => readThumbnail({ ctx, input: { accountId: account, hash, width } }),
    }),

  getResultImage: async ({ ctx, params: { account, ...result }, ...exchange }) =>
    sendImmutable(exchange, {
      tag: Object.values(result).join('-'),
      type: 'image/png',
      read: () => readResultImage({ ctx, input: { accountId: account, ...result } }),
    }),

  getAccessibilityResult: async ({ ctx, params: { account, hash }, ...exchange }) =>
    sendImmutable(exchange, {
      tag: hash,
      type: 'application/json; charset=utf-8',
      read: () => readAccessibilityResult({ ctx, input: { accountId: account, hash } }),
    }),

  async hearForge({ ctx, params, request }) {
    await hear(ctx, params.destination, request.headers, request.body as Readable | undefined);
    return null;
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
