import { createHash, randomBytes } from 'node:crypto';

/** Prefixes say what a secret found somewhere is. */
const prefixes = { code: 'twinlens_code_', access: 'twinlens_at_', refresh: 'twinlens_rt_' };

/** A new secret, of 256 random bits. */
export const makeSecret = (kind: keyof typeof prefixes) =>
  prefixes[kind] + randomBytes(32).toString('base64url');

/** What is kept of a secret. There is nothing to be guessed, so nothing has to be slow. */
export const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');
