import { createHmac, timingSafeEqual } from 'node:crypto';
import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { deriveKey } from '../installation-key.ts';

/** A slow line may take a while to send 60 MB, and clients try again. Milliseconds. */
const permitMs = 30 * 60 * 1000;

export interface UploadPermit {
  accountId: number;
  /** What may be uploaded: md5 of a package, or what a client calls an image. */
  subject: string;
}

type Purpose = 'package upload' | 'image upload';

function signatureOf(ctx: Context, purpose: Purpose, text: string): Buffer {
  return createHmac('sha256', deriveKey(ctx.installationKey, purpose)).update(text).digest();
}

/** Text that permits one upload and nothing else; fits into a path. */
export function signPermit(ctx: Context, purpose: Purpose, permit: UploadPermit): string {
  const subject = Buffer.from(permit.subject).toString('base64url');
  const text = `${permit.accountId}.${subject}.${ctx.now().getTime() + permitMs}`;
  return `${text}.${signatureOf(ctx, purpose, text).toString('hex')}`;
}

/**
 * What a token permits.
 * @throws TwinlensError `forbidden` when this installation did not sign it, or too long ago
 */
export function requirePermit(ctx: Context, purpose: Purpose, token: string): UploadPermit {
  const match = /^((\d+)\.([\w-]+)\.(\d+))\.([0-9a-f]{64})$/.exec(token);
  const [, text = '', accountId, subject = '', expiresAt, signature = ''] = match ?? [];
  const expected = signatureOf(ctx, purpose, text);
  if (match === null || !timingSafeEqual(Buffer.from(signature, 'hex'), expected)) {
    throw new TwinlensError('forbidden', 'this upload address was not issued by this server');
  }
  if (Number(expiresAt) < ctx.now().getTime()) {
    throw new TwinlensError('forbidden', 'this upload address has expired: ask for a new one');
  }
  return { accountId: Number(accountId), subject: Buffer.from(subject, 'base64url').toString() };
}
