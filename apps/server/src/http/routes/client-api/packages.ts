import type { Readable } from 'node:stream';
import { finalizePackage, receivePackage, signPackageUpload } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const packageHandlers: Pick<
  Handlers,
  'signPackageUpload' | 'uploadPackage' | 'finalizePackage'
> = {
  async signPackageUpload({ ctx, caller, params, query }) {
    const target = await signPackageUpload({ ctx, caller, input: { ...params, ...query } });
    if ('signedUrl' in target) return target;
    // Clients take the presence of "path" to mean that nothing has to be sent.
    return { path: target.path, uploadedAt: target.uploadedAt.toISOString(), isNew: false };
  },
  async uploadPackage({ ctx, params, request, reply }) {
    const bytes = request.body as Readable;
    const { md5 } = await receivePackage({ ctx, input: { token: params.token, bytes } });
    return reply.header('etag', `"${md5}"`).send();
  },
  async finalizePackage({ ctx, caller, params }) {
    const { path } = await finalizePackage({ ctx, caller, input: params });
    return { path, isNew: true };
  },
};
