/** What the channels of forges have in common. */
import {
  type CommitStatus,
  type DeliveryContent,
  type ReceivedResponse,
  type SentRequest,
  TwinlensError,
} from '@twinlens/contract';
import { firstWords } from './answers.ts';
import type { Ask, Explained } from './channel.ts';

interface Place {
  api: string;
  repository: string;
}

/** The path of a repository in parts, as they are before they are written into an address. */
export function repositoryParts({ repository }: Place): string[] {
  const path = repository.replace(/^https?:\/\//i, '').replace(/(\.git)?\/?$/, '');
  return path.split('/').slice(1).map(decodeURIComponent);
}

export const endpoint = ({ api }: Place, path: string) => `${api.replace(/\/+$/, '')}${path}`;

/** Parts of a path, written so that none of them can leave its place. */
export const inPath = (...parts: string[]) => parts.map(encodeURIComponent).join('/');

/** A request in JSON. */
export const jsonRequest = (
  method: 'GET' | 'POST' | 'PATCH' | 'PUT',
  url: string,
  headers: Record<string, string>,
  body?: unknown,
): SentRequest => ({
  method,
  url,
  headers: {
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'Twinlens',
    ...headers,
  },
  body: body === undefined ? '' : JSON.stringify(body),
});

/** @throws TwinlensError for what no commit can be told */
export function statusIn(content: DeliveryContent): CommitStatus {
  if (content.type === 'status') return content;
  throw new TwinlensError('internal', `a ${content.type} is nothing a commit can be told`);
}

/** As much of a text as a field takes, which counts in UTF-16 units; the end shows that it was cut. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const characters = [...text];
  while (characters.join('').length > length - 1) characters.pop();
  return `${characters.join('')}…`;
}

/** Further apart than this, tokens that are good for minutes are refused. Milliseconds. */
const mostSkewMs = 60_000;

/** By how much the clock of the other side is ahead. Milliseconds; 0 where it does not say. */
export function skewMs({ headers }: ReceivedResponse, now: Date): number {
  const ahead = Date.parse(headers.date ?? '') - now.getTime();
  return Math.abs(ahead) > mostSkewMs ? ahead : 0;
}

/** Says yes or no about a repository; what is wrong with the clocks with either. */
export function explaining(forge: string, response: ReceivedResponse, now: Date) {
  const apart = skewMs(response, now);
  const seconds = Math.round(Math.abs(apart) / 1000);
  const clock =
    apart === 0 ? '' : ` The clocks of this server and of ${forge} differ by ${seconds} seconds.`;
  return {
    yes: (says: string): Explained => ({ works: true, says: says + clock }),
    no: (says: string): Explained => ({ works: false, says: says + clock }),
  };
}

/** What is wrong by the answer about a repository; null where it is there. */
export function explainRefusal(
  forge: string,
  name: string,
  { status, body }: ReceivedResponse,
): string | null {
  if (status >= 200 && status < 300) return null;
  switch (status) {
    case 401:
      return /expired/i.test(body)
        ? `The token has expired, says ${forge}.`
        : `${forge} does not know this token: it is wrong, or has expired.`;
    case 404:
      return `${forge} has no repository ${name} that this token may see.`;
    case 429:
      return 'The rate limit of this token is used up.';
    default:
      return `${forge} answered ${status}${firstWords(body)}.`;
  }
}

/** What a token is there for. */
interface Written {
  statuses?: SentRequest;
  /** Nothing where none are wanted. */
  comments: SentRequest | false | undefined;
}

/**
 * Asks for what no forge takes, on a commit and a pull request that nobody has: whether the token may
 * write shows, and nothing is written.
 * @returns what is wrong; null where it may
 */
export async function explainWriting(
  ask: Ask,
  name: string,
  wanted: Written,
): Promise<string | null> {
  for (const [what, request] of Object.entries(wanted)) {
    if (!request) continue;
    const { status, body } = await ask(request);
    if (status !== 401 && status !== 403) continue;
    return `The token may read ${name}, but not write ${what} there${firstWords(body)}.`;
  }
  return null;
}

/** What a test of the connection has found, in words. */
export const mayWrite = (
  what: 'Statuses' | 'Build statuses' | 'Verdicts',
  name: string,
  { comment }: { comment?: boolean },
) => `${what}${comment ? ' and comments' : ''} can be written on ${name}.`;

/** A pull request that no repository has. */
export const nobodysPullRequest = { pullRequest: 0 };

/** A commit that no repository has. */
export const nobodysSha = '0'.repeat(40);
