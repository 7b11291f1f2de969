/** Signs for a project, with a key that follows from that of the installation: nothing more is kept. */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { ReportManifest, SignedManifest } from '@twinlens/contract';
import { deriveKey } from '../installation-key.ts';

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

export function signManifest(
  installationKey: Uint8Array,
  projectId: number,
  manifest: ReportManifest,
): SignedManifest {
  const seed = deriveKey(installationKey, `manifests of project ${projectId}`);
  const key = createPrivateKey({
    key: Buffer.concat([prefix, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const text = JSON.stringify(manifest);
  return {
    manifest: text,
    signature: sign(null, Buffer.from(text), key).toString('base64url'),
    key: createPublicKey(key).export({ format: 'jwk' }).x ?? '',
  };
}
