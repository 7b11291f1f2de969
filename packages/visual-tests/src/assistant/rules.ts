/** What programs may say of themselves, and how long what they are given lasts. */
import { createHash, timingSafeEqual } from 'node:crypto';

const minute = 60 * 1000;
const day = 24 * 60 * minute;

/** Milliseconds. */
export const lives = {
  code: 5 * minute,
  access: 60 * minute,
  /** Of a refresh token, and so of an assistant that nobody uses. */
  refresh: 30 * day,
  /**
   * Of one that was used, for a second process of the same program that holds it too. Whoever steals one in
   * this time is not noticed.
   */
  usedRefresh: 10 * 1000,
  /** Of a registration that nobody has allowed anything. */
  unallowedClient: day,
  /** Of one whose assistants have all ended. */
  idleClient: 365 * day,
};

const longestName = 80;

/**
 * A name as it is shown: one line, without characters that are not seen or turn others around. It stands
 * beside the names of people.
 *
 * @returns null where nothing is left
 */
export function shownName(name: string): string | null {
  const line = name.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  const kept = [...line].slice(0, longestName).join('').trim();
  return kept === '' ? null : kept;
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Where an answer may be sent: a site with a certificate, or a program on the person's own machine. */
export function mayReturnTo(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '' || address.includes('#')) return false;
  return protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname));
}

/** An address on the person's own machine, without the port: programs take any that is free (RFC 8252). */
const portless = (address: string) =>
  /^(http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]))(?::\d{1,5})?([/?].*)?$/
    .exec(address)
    ?.slice(1)
    .join('');

/** Whether an answer may be sent there: letter by letter one of these, but for the port of one's own machine. */
export function isOneOf(registered: string[], address: string): boolean {
  if (registered.includes(address)) return true;
  const asked = mayReturnTo(address) ? portless(address) : undefined;
  return asked !== undefined && registered.some((one) => portless(one) === asked);
}

/** PKCE, RFC 7636, method S256: whether who shows the verifier is who made the challenge. */
export function provesChallenge(verifier: string, challenge: string): boolean {
  if (!/^[\w.~-]{43,128}$/.test(verifier)) return false;
  const made = createHash('sha256').update(verifier).digest();
  const wanted = Buffer.from(challenge, 'base64url');
  return made.length === wanted.length && timingSafeEqual(made, wanted);
}
