/** The key of this program, and what a server has sealed for it (`packages/visual-tests/src/stand-in/seal-for.ts`). */
import {
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TwinlensError } from '@twinlens/contract';

const purpose = 'twinlens sealed token';

export interface SealKey {
  /** 32 bytes in base64url, for whoever seals something. */
  publicKey: string;
  /** @throws TwinlensError `internal` where it was sealed for another key */
  open(sealed: string): string;
}

/**
 * Reads the key beside the store, and makes one at the first start. It never leaves this machine, and a
 * copy of the store without it is worth nothing.
 */
export function readSealKey(folder: string): SealKey {
  const file = join(folder, 'seal.key');
  const fresh = generateKeyPairSync('x25519').privateKey;
  try {
    // The first of two that start together wins.
    const pem = fresh.export({ format: 'pem', type: 'pkcs8' });
    writeFileSync(file, pem, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const privateKey = createPrivateKey(readFileSync(file));
  const publicKey = createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '';
  return { publicKey, open: (sealed) => openWith(privateKey, publicKey, sealed) };
}

function openWith(privateKey: KeyObject, publicKey: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const once = bytes.subarray(0, 32);
  try {
    const shared = diffieHellman({
      privateKey,
      publicKey: createPublicKey({
        key: { kty: 'OKP', crv: 'X25519', x: once.toString('base64url') },
        format: 'jwk',
      }),
    });
    const salt = Buffer.concat([once, Buffer.from(publicKey, 'base64url')]);
    const key = Buffer.from(hkdfSync('sha256', shared, salt, purpose, 32));
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(32, 44));
    decipher.setAuthTag(bytes.subarray(44, 60));
    return decipher.update(bytes.subarray(60), undefined, 'utf8') + decipher.final('utf8');
  } catch (cause) {
    throw new TwinlensError(
      'internal',
      'a token does not open: it was sealed for another key than that of this folder',
      { cause },
    );
  }
}
