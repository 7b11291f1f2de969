/**
 * GitHub (https://docs.github.com/rest/commits/statuses), and Gitea and Forgejo, which do the same with
 * other words.
 */
import { check, TwinlensError } from '@twinlens/contract';
import { Type } from 'typebox';
import { ask, type Lines, newestFirst, pageSize, unreadable } from './forge.ts';

const state = Type.Enum(['pending', 'success', 'failure', 'error']);
const common = {
  id: Type.Number(),
  context: Type.String(),
  description: Type.Union([Type.String(), Type.Null()]),
  target_url: Type.Union([Type.String(), Type.Null()]),
};
const GithubLine = Type.Object({ ...common, state });
const GiteaLine = Type.Object({ ...common, status: Type.Union([state, Type.Literal('warning')]) });
const Written = Type.Object({ id: Type.Number() });

const write: Lines['write'] = async (place, { sha }, { context, state, description, url }) => {
  const answer = await ask(place, `/statuses/${sha}`, {
    context,
    state,
    description,
    target_url: url,
  });
  const checked = check(Written, answer);
  if (!checked.ok) throw unreadable(place.repository, checked.problem);
  return checked.value.id;
};

const tooMany = (sha: string) =>
  new TwinlensError('unavailable', `${sha} has too many statuses to find the newest`);

export const github: Lines = {
  keepsHistory: true,
  rewordsPending: true,
  async read(place, { sha, context }) {
    const answer = await ask(place, `/commits/${sha}/statuses?per_page=${pageSize}`);
    const checked = check(Type.Array(GithubLine), answer);
    if (!checked.ok) throw unreadable(place.repository, checked.problem);
    const lines = checked.value.filter((line) => line.context === context);
    if (lines.length === 0 && checked.value.length >= pageSize) throw tooMany(sha);
    return lines.map(({ target_url: url, ...line }) => ({ ...line, url }));
  },
  write,
};

/** An instance may give fewer at once than it is asked for. */
const mostPages = 20;

export const gitea: Lines = {
  keepsHistory: true,
  rewordsPending: true,
  async read(place, { sha, context }) {
    for (let page = 1; page <= mostPages; page += 1) {
      const query = `sort=recentupdate&page=${page}&limit=${pageSize}`;
      const answer = await ask(place, `/commits/${sha}/statuses?${query}`);
      const checked = check(Type.Array(GiteaLine), answer);
      if (!checked.ok) throw unreadable(place.repository, checked.problem);
      const lines = checked.value.filter((line) => line.context === context);
      if (lines.length === 0 && checked.value.length > 0) continue;
      return newestFirst(
        lines.map(({ status, target_url: url, ...line }) => ({
          ...line,
          url,
          state: status === 'warning' ? 'failure' : status,
        })),
      );
    }
    throw tooMany(sha);
  },
  write,
};
