import { receiveImage, signImageUpload } from '@twinlens/visual-tests';
import { openFile } from '../../form.ts';
import type { Handlers } from '../../handler.ts';

export const clientImageHandlers: Pick<Handlers, 'signImageUpload' | 'uploadClientImage'> = {
  async signImageUpload({ ctx, caller, params }) {
    const answer = await signImageUpload({ ctx, caller, input: { callerHash: params.hash } });
    if ('uploadUrl' in answer) return { uploadUrl: answer.uploadUrl, url: null };
    return { message: 'This image has already been uploaded', uploadUrl: null, url: answer.url };
  },
  uploadClientImage: ({ ctx, params, request }) =>
    receiveImage({ ctx, input: { token: params.token, open: () => openFile(request, 'file') } }),
};
