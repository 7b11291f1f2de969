import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '../installation-key.ts';

export interface UploadPermit {
  accountId: number;
  /** md5 the bytes must have. */
  hash: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

function signatureOf(installationKey: Uint8Array, text: string): Buffer {
  const key = deriveKey(installationKey, 'package upload');
  return createHmac('sha256', key).update(text).digest();
}

/** Text that permits one upload and nothing else; fits into a path. */
export function signPermit(installationKey: Uint8Array, permit: UploadPermit): string {
  const text = `${permit.accountId}.${permit.hash}.${permit.expiresAt}`;
  return `${text}.${signatureOf(installationKey, text).toString('hex')}`;
}

/** The permit in a token; null unless this installation signed it. Says nothing about its expiry. */
export function readPermit(installationKey: Uint8Array, token: string): UploadPermit | null {
  const match = /^((\d+)\.([0-9a-f]{32})\.(\d+))\.([0-9a-f]{64})$/.exec(token);
  if (match === null) return null;
  const [, text = '', accountId, hash = '', expiresAt, signature = ''] = match;
  if (!timingSafeEqual(Buffer.from(signature, 'hex'), signatureOf(installationKey, text))) {
    return null;
  }
  return { accountId: Number(accountId), hash, expiresAt: Number(expiresAt) };
}
