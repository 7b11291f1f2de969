import { setTimeout as sleep } from 'node:timers/promises';
import { call, operations, TwinlensError, type Verdict } from '@twinlens/contract';
import { wordsOf } from '../words-of.ts';
import type { Progress } from './progress.ts';

/** Between two questions. Milliseconds. */
const intervalMs = 1_000;

/** Waited after the first failed question; twice as long after each further one. Milliseconds. */
const firstRetryMs = 1_000;
const longestRetryMs = 30_000;

/** What one question may take. Milliseconds. */
const questionMs = 20_000;

interface Server {
  url: string;
  /** Of an API key. */
  key: string;
  secret: string;
}

interface Wanted {
  sha: string;
  before: string | null;
  /** Empty: all that know the commit. */
  projects: string[];
  timeoutMs: number;
}

/**
 * Asks until every project has ended or the time is over. A server that is away for a while is asked
 * again; one that refuses is not.
 *
 * @returns the last answer, and whether it is the last word
 * @throws TwinlensError what the server has against the question
 */
export async function waitForVerdict(
  { url, key, secret }: Server,
  { sha, before, projects, timeoutMs }: Wanted,
  progress: Progress,
): Promise<{ verdict: Verdict; isFinal: boolean }> {
  const credentials = Buffer.from(`${key}:${secret}`).toString('base64');
  const client = { origin: url, headers: { authorization: `Basic ${credentials}` } };
  const query = {
    ...(before !== null && { sha1: before }),
    ...(projects.length > 0 && { projects: projects.join(',') }),
  };
  const deadline = Date.now() + timeoutMs;
  let verdict: Verdict = {
    sha,
    state: 'pending',
    description: 'Nothing was answered',
    projects: [],
  };
  let failures = 0;
  for (;;) {
    let restMs = intervalMs;
    try {
      const signal = AbortSignal.timeout(questionMs);
      const answer = await call(client, operations.getVerdict, {
        params: { sha2: sha },
        query,
        signal,
      });
      if (answer === undefined) throw new TwinlensError('unavailable', 'the answer was empty');
      verdict = answer;
      if (failures > 0) progress.say('Twinlens answers again');
      failures = 0;
      if (verdict.state !== 'pending') return { verdict, isFinal: true };
      progress.show(verdict);
    } catch (error) {
      if (error instanceof TwinlensError && !error.retryable) throw error;
      restMs = Math.min(longestRetryMs, firstRetryMs * 2 ** failures);
      failures += 1;
      progress.say(`${reasonOf(error)}; asking again in ${restMs / 1000} s`);
    }
    const leftMs = deadline - Date.now();
    if (leftMs <= 0) return { verdict, isFinal: false };
    await sleep(Math.min(restMs, leftMs));
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof TwinlensError) return wordsOf(error);
  const isSlow = error instanceof Error && error.name === 'TimeoutError';
  return isSlow ? `no answer within ${questionMs / 1000} s` : `the answer was cut off (${error})`;
}
