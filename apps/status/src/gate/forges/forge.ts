/** What the lines on commits have in common at every forge. */
import { TwinlensError, type WaitingCommit } from '@twinlens/contract';
import type { LineAtForge, LineToWrite } from '../rules.ts';

/** A forge that does not answer must not hold up the others. Milliseconds. */
const deadlineMs = 20_000;
export const pageSize = 100;

/** Where the lines of a repository's commits are. */
export interface Place {
  /** Address of the repository in the API; may end with a query all requests have. */
  url: string;
  /** As people write it. */
  repository: string;
  /** Show that we may; from the server, sealed on the way. */
  headers: Record<string, string>;
}

/** Which line of which commit. */
export type Line = Pick<WaitingCommit, 'sha' | 'context' | 'pullRequest'>;

/** How one kind of forge is read and written. */
export interface Lines {
  /**
   * Whether what was written over can still be read: only then a verdict that came in between is seen, and
   * only then anything is let through.
   */
  keepsHistory: boolean;
  /** Whether a line that waits takes another text. */
  rewordsPending: boolean;
  /**
   * What a commit says under this name, the newest first.
   * @throws TwinlensError `unavailable` where nobody can say what the newest is
   */
  read(place: Place, line: Line): Promise<LineAtForge[]>;
  /** @returns its id there; 0 where lines have none */
  write(place: Place, line: Line, said: LineToWrite): Promise<number>;
}

/** @returns what was answered; null for 404 */
export async function ask(
  { url, repository, headers }: Place,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const [base, query] = url.split('?');
  const end = query === undefined ? '' : `${path.includes('?') ? '&' : '?'}${query}`;
  const response = await fetch(`${base}${path}${end}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': 'Twinlens',
      ...headers,
    },
    body: body === undefined ? null : JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(deadlineMs),
  });
  if (response.status === 404 && body === undefined) return null;
  if (!response.ok) {
    throw new TwinlensError('unavailable', `${repository} answered ${response.status}`);
  }
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

export const unreadable = (repository: string, problem: string) =>
  new TwinlensError('unavailable', `what ${repository} answered is not as expected: ${problem}`);

/** By the ids a forge gives in order. */
export const newestFirst = (lines: LineAtForge[]): LineAtForge[] =>
  lines.toSorted((one, other) => other.id - one.id);
