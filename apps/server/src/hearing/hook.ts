/** How one forge says what becomes of pull requests: one file for each forge has one of these. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface HeardPullRequest {
  /** As links to it are written. */
  address: string;
  isOpen: boolean;
  /** The branch it is to be merged into, without `refs/heads/`. */
  base: string;
  /** By the forge; null where it does not say. */
  changedAt: Date | null;
}

export interface HeardQueue {
  /** Of the repository. */
  address: string;
  /** Of the pull request that is to be merged. */
  number: number;
  /** The temporary commit that is checked before. */
  sha: string;
  isQueued: boolean;
}

export interface Hook {
  /** Whether whoever sent it knows the secret. */
  isSigned(secret: string, headers: IncomingHttpHeaders, bytes: Uint8Array): boolean;
  /** Null for what is about something else. */
  read(body: unknown): HeardPullRequest | null;
  /** What becomes of its merge queue; absent where it has none, or says nothing of it. */
  readQueue?(body: unknown): HeardQueue | null;
}

/** In a time that says nothing of where they differ. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHmac('sha256', 'compared').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

export const headerOf = (headers: IncomingHttpHeaders, name: string): string => {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
};

/** Whether a header has the HMAC-SHA256 of the body in hex, after what it begins with. */
export const hasHmac =
  (name: string, beginning: string): Hook['isSigned'] =>
  (secret, headers, bytes) => {
    const digest = createHmac('sha256', secret).update(bytes).digest('hex');
    return isSame(headerOf(headers, name), `${beginning}${digest}`);
  };
