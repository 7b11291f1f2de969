import {
  adoptRetake,
  getSnapshotCapture,
  readDocument,
  readPackage,
  readPayload,
  retakeSnapRequest,
} from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

/** A stranger's document: an origin of its own, no script, no form, nothing loaded, in our frames only. */
const recordedDocumentPolicy = [
  'sandbox',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** What comes from strangers is a file to be kept, whatever it says it is. */
const fileHeaders = (name: string) => ({
  'content-disposition': `attachment; filename="${name}"`,
  'content-security-policy': "default-src 'none'; sandbox",
});

export const snapshotCaptureHandlers: Pick<
  Handlers,
  | 'getSnapshotCapture'
  | 'adoptRetake'
  | 'retakeSnapRequest'
  | 'getSnapRequestPayload'
  | 'getSnapRequestPackage'
  | 'getSnapRequestDocument'
> = {
  getSnapshotCapture: ({ ctx, caller, params }) =>
    getSnapshotCapture({
      ctx,
      input: {
        accountId: caller.accountId,
        projectId: params.project,
        sha: params.sha,
        snapshotId: params.snapshot,
      },
    }),

  adoptRetake: ({ ctx, caller, params, body }) =>
    adoptRetake({
      ctx,
      input: {
        caller,
        projectId: params.project,
        sha: params.sha,
        snapshotId: params.snapshot,
        snapRequestId: body.snapRequestId,
      },
    }),

  retakeSnapRequest: ({ ctx, caller, params }) =>
    retakeSnapRequest({ ctx, input: { caller, snapRequestId: params.id } }),

  getSnapRequestPayload: async ({ ctx, caller, params, reply }) => {
    const input = { accountId: caller.accountId, snapRequestId: params.id };
    const bytes = await readPayload({ ctx, input });
    return reply
      .headers(fileHeaders(`payload-${params.id}.json`))
      .type('application/json')
      .send(bytes);
  },

  getSnapRequestPackage: async ({ ctx, caller, params, reply }) => {
    const input = { accountId: caller.accountId, snapRequestId: params.id };
    const bytes = await readPackage({ ctx, input });
    // Clients send zip archives, some a tar with zstd.
    const extension = bytes[0] === 0x50 && bytes[1] === 0x4b ? 'zip' : 'tar.zst';
    return reply
      .headers(fileHeaders(`package-${params.id}.${extension}`))
      .type('application/octet-stream')
      .send(bytes);
  },

  getSnapRequestDocument: async ({ ctx, caller, params, reply }) => {
    const html = await readDocument({
      ctx,
      input: { accountId: caller.accountId, snapRequestId: params.id, index: params.index },
    });
    return reply
      .header('content-security-policy', recordedDocumentPolicy)
      .header('referrer-policy', 'no-referrer')
      .type('text/html; charset=utf-8')
      .send(html);
  },
};
