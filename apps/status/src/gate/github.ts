/** Lines on commits at GitHub and GitHub Enterprise Server (https://docs.github.com/rest/commits/statuses). */
import { check, TwinlensError } from '@twinlens/contract';
import { type Static, Type } from 'typebox';

/** A forge that does not answer must not hold up the others. Milliseconds. */
const deadlineMs = 20_000;
const pageSize = 100;

export interface Forge {
  api: string;
  repository: string;
  token: string;
}

const Line = Type.Object({
  id: Type.Number(),
  context: Type.String(),
  state: Type.Enum(['pending', 'success', 'failure', 'error']),
  description: Type.Union([Type.String(), Type.Null()]),
  target_url: Type.Union([Type.String(), Type.Null()]),
});
export type LineAtForge = Static<typeof Line>;

export interface LineToWrite {
  context: string;
  state: LineAtForge['state'];
  description: string;
  url: string;
}

async function ask(forge: Forge, path: string, init: RequestInit): Promise<unknown> {
  const name = forge.repository.split('/').slice(1, 3).map(encodeURIComponent).join('/');
  const response = await fetch(`${forge.api.replace(/\/$/, '')}/repos/${name}${path}`, {
    ...init,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${forge.token}`,
      'content-type': 'application/json',
      'user-agent': 'Twinlens',
      'x-github-api-version': '2022-11-28',
    },
    redirect: 'error',
    signal: AbortSignal.timeout(deadlineMs),
  });
  if (!response.ok) {
    throw new TwinlensError('unavailable', `${forge.repository} answered ${response.status}`);
  }
  return response.json();
}

/**
 * What a commit says under this name, the newest first.
 * @throws TwinlensError `unavailable` where nobody can say what the newest is
 */
export async function readLines(
  forge: Forge,
  sha: string,
  context: string,
): Promise<LineAtForge[]> {
  const path = `/commits/${sha}/statuses?per_page=${pageSize}`;
  const checked = check(Type.Array(Line), await ask(forge, path, {}));
  if (!checked.ok) throw new TwinlensError('unavailable', `GitHub's answer: ${checked.problem}`);
  const lines = checked.value.filter((line) => line.context === context);
  if (lines.length === 0 && checked.value.length >= pageSize) {
    throw new TwinlensError('unavailable', `${sha} has too many statuses to find the newest`);
  }
  return lines;
}

/** @returns its id there */
export async function writeLine(forge: Forge, sha: string, line: LineToWrite): Promise<number> {
  const { context, state, description, url } = line;
  const body = JSON.stringify({ context, state, description, target_url: url });
  const answer = await ask(forge, `/statuses/${sha}`, { method: 'POST', body });
  const checked = check(Type.Object({ id: Type.Number() }), answer);
  if (!checked.ok) throw new TwinlensError('unavailable', `GitHub's answer: ${checked.problem}`);
  return checked.value.id;
}
