import type { Readable } from 'node:stream';
import {
  addPackage,
  finalizePackage,
  getPackageData,
  receivePackage,
  signPackageUpload,
} from '@twinlens/visual-tests';
import { openFile } from '../../form.ts';
import type { Handlers } from '../../handler.ts';

export const packageHandlers: Pick<
  Handlers,
  'signPackageUpload' | 'uploadPackage' | 'finalizePackage' | 'getPackageData' | 'addPackage'
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
  async getPackageData({ ctx, caller, params }) {
    const { path, uploadedAt } = await getPackageData({ ctx, caller, input: params });
    return { path, uploadedAt: uploadedAt.toISOString() };
  },
  async addPackage({ ctx, caller, params, request }) {
    const bytes = await openFile(request, 'payload');
    return addPackage({ ctx, caller, input: { ...params, bytes } });
  },
};
