/** Secrets that must be read again later, kept so that a copy of the database alone is worth nothing. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { TwinlensError } from '@twinlens/contract';
import { deriveKey } from '../installation-key.ts';

const ivBytes = 12;
const tagBytes = 16;

const sealingKey = (installationKey: Uint8Array) => deriveKey(installationKey, 'api key secrets');

/**
 * AES-256-GCM. The owner is bound in: a sealed secret moved to another row does not open.
 * @returns iv, tag and ciphertext, in that order
 */
export function seal(installationKey: Uint8Array, owner: string, secret: string): Uint8Array {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(installationKey), iv);
  cipher.setAAD(Buffer.from(owner));
  const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), ciphertext]);
}

/**
 * @throws TwinlensError `internal` when the secret was sealed by another installation's key
 */
export function unseal(installationKey: Uint8Array, owner: string, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed);
  try {
    const iv = bytes.subarray(0, ivBytes);
    const decipher = createDecipheriv('aes-256-gcm', sealingKey(installationKey), iv);
    decipher.setAAD(Buffer.from(owner));
    decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    const ciphertext = bytes.subarray(ivBytes + tagBytes);
    return decipher.update(ciphertext, undefined, 'utf8') + decipher.final('utf8');
  } catch (cause) {
    throw new TwinlensError(
      'internal',
      'a stored secret does not open: the database and the installation key do not belong together',
      { cause },
    );
  }
}
