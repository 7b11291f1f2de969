/**
 * Azure DevOps: a commit that a push of a pull request ended with has its lines there, under the number of
 * the push (https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-statuses).
 */
import { check } from '@twinlens/contract';
import { Type } from 'typebox';
import type { LineAtForge } from '../rules.ts';
import { ask, type Line, type Lines, newestFirst, type Place, unreadable } from './forge.ts';

const genre = 'twinlens';

const Iterations = Type.Object({
  value: Type.Array(
    Type.Object({
      id: Type.Integer(),
      sourceRefCommit: Type.Optional(Type.Object({ commitId: Type.String() })),
    }),
  ),
});
const Standing = Type.Object({
  value: Type.Array(
    Type.Object({
      id: Type.Number(),
      iterationId: Type.Optional(Type.Integer()),
      state: Type.String(),
      description: Type.Optional(Type.Union([Type.String(), Type.Null()])),
      targetUrl: Type.Optional(Type.Union([Type.String(), Type.Null()])),
      context: Type.Object({ name: Type.String(), genre: Type.Optional(Type.String()) }),
    }),
  ),
});
const Written = Type.Object({ id: Type.Number() });

const states: Record<string, LineAtForge['state']> = {
  succeeded: 'success',
  failed: 'failure',
  error: 'error',
};
const words: Record<LineAtForge['state'], string> = {
  pending: 'pending',
  success: 'succeeded',
  failure: 'failed',
  error: 'error',
};

async function whereTold(
  place: Place,
  { sha, pullRequest }: Line,
): Promise<{ path: string; iterationId: number | null }> {
  const ofCommit = { path: `/commits/${sha}/statuses`, iterationId: null };
  if (pullRequest === undefined) return ofCommit;
  const checked = check(Iterations, await ask(place, `/pullRequests/${pullRequest}/iterations`));
  if (!checked.ok) throw unreadable(place.repository, checked.problem);
  const push = checked.value.value.findLast((one) => one.sourceRefCommit?.commitId === sha);
  if (push === undefined) return ofCommit;
  return { path: `/pullRequests/${pullRequest}/statuses`, iterationId: push.id };
}

export const azure: Lines = {
  keepsHistory: true,
  rewordsPending: true,
  async read(place, line) {
    const { path, iterationId } = await whereTold(place, line);
    const checked = check(Standing, await ask(place, path));
    if (!checked.ok) throw unreadable(place.repository, checked.problem);
    const own = checked.value.value.filter(
      ({ context, ...one }) =>
        context.genre === genre &&
        context.name === line.context &&
        (one.iterationId ?? null) === iterationId,
    );
    return newestFirst(
      own.map(({ id, state, description = null, targetUrl: url = null }) => ({
        id,
        state: states[state] ?? 'pending',
        description,
        url,
      })),
    );
  },
  async write(place, line, { context, state, description, url }) {
    const { path, iterationId } = await whereTold(place, line);
    const answer = await ask(place, path, {
      state: words[state],
      description,
      targetUrl: url,
      context: { name: context, genre },
      ...(iterationId !== null && { iterationId }),
    });
    const checked = check(Written, answer);
    if (!checked.ok) throw unreadable(place.repository, checked.problem);
    return checked.value.id;
  },
};
