/**
 * A secret for somebody whose public key is known, and for nobody on the way: X25519 with a key used
 * once, HKDF-SHA-256, AES-256-GCM. `apps/status/src/gate/sealed.ts` opens it.
 */
import {
  createCipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { TwinlensError } from '@twinlens/contract';

const purpose = 'twinlens sealed token';

/**
 * @param key a public X25519 key, 32 bytes in base64url
 * @returns key used once (32 bytes), iv (12), tag (16) and ciphertext, in base64url
 * @throws TwinlensError `invalid_request` where it is no such key
 */
export function sealFor(key: string, secret: string): string {
  const once = generateKeyPairSync('x25519');
  const publicKey = Buffer.from(once.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const shared = agree(key, once.privateKey);
  const salt = Buffer.concat([publicKey, Buffer.from(key, 'base64url')]);
  const sealing = Buffer.from(hkdfSync('sha256', shared, salt, purpose, 32));
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealing, iv);
  const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([publicKey, iv, cipher.getAuthTag(), ciphertext]).toString('base64url');
}

/** @throws TwinlensError `invalid_request` where it is no public X25519 key */
export function checkKey(key: string): void {
  agree(key, generateKeyPairSync('x25519').privateKey);
}

function agree(key: string, privateKey: Parameters<typeof diffieHellman>[0]['privateKey']): Buffer {
  try {
    const publicKey = createPublicKey({
      key: { kty: 'OKP', crv: 'X25519', x: key },
      format: 'jwk',
    });
    return diffieHellman({ privateKey, publicKey });
  } catch (cause) {
    throw new TwinlensError('invalid_request', 'query.key: must be a public X25519 key', { cause });
  }
}
