/** Commits with a required check, and what the forge shows of them. */
import { randomBytes } from 'node:crypto';
import { call, operations } from '@twinlens/contract';
import { type Key, url } from '../2021-06-07/client-runs.ts';

export interface Forge {
  api: string;
  repository: string;
  token: string;
}

export interface Line {
  state: string;
  description: string;
}

export interface Commits {
  /** Of a project that is not to be blocked, one that is, and one that has failed already. */
  open: string;
  closed: string;
  red: string;
  /** The newest line of a commit. */
  line(sha: string): Promise<Line | null>;
  /** How many lines a commit ever had. */
  countLines(sha: string): Promise<number>;
  /** A run of another commit begins and fails: the forge has to be told of it. */
  failAnother(): Promise<void>;
  /** Ends the jobs of those that wait. */
  end(): Promise<void>;
}

const projects = { open: 'shop', closed: 'default', red: 'shop', another: 'shop' } as const;

/** Their runs begin; that of the last fails. */
export async function makeCommits(key: Key, forge: Forge): Promise<Commits> {
  const basic = Buffer.from(`${key.apiKey}:${key.apiSecret}`).toString('base64');
  const client = { origin: url, headers: { authorization: `Basic ${basic}` } };
  const newSha = () => randomBytes(20).toString('hex');
  const commits = { open: newSha(), closed: newSha(), red: newSha(), another: newSha() };
  const sha1 = newSha();
  const paramsOf = (which: keyof typeof projects) => ({ sha1, sha2: commits[which] });
  const end = (which: keyof typeof projects, status: 'success' | 'failure') =>
    call(client, operations.cancelJob, {
      params: paramsOf(which),
      body: { project: projects[which], message: 'it broke', status },
      signal: AbortSignal.timeout(10_000),
    });
  const begin = (which: keyof typeof projects) =>
    call(client, operations.startJob, {
      params: paramsOf(which),
      body: { project: projects[which], link: `https://${forge.repository}/pull/7` },
    });
  for (const which of ['open', 'closed', 'red'] as const) await begin(which);
  await end('red', 'failure');
  const lines = async (sha: string): Promise<Line[]> => {
    const name = forge.repository.split('/').slice(1).join('/');
    const response = await fetch(`${forge.api}/repos/${name}/commits/${sha}/statuses`, {
      headers: { authorization: `Bearer ${forge.token}`, 'user-agent': 'the drill' },
      signal: AbortSignal.timeout(10_000),
    });
    return response.json();
  };
  return {
    ...commits,
    line: async (sha) => (await lines(sha))[0] ?? null,
    countLines: async (sha) => (await lines(sha)).length,
    async failAnother() {
      await begin('another');
      await end('another', 'failure');
    },
    async end() {
      await end('open', 'failure');
      await end('closed', 'success');
    },
  };
}
