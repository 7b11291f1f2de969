/** GitLab (https://docs.gitlab.com/api/commits/#commit-status). */
import { check } from '@twinlens/contract';
import { Type } from 'typebox';
import type { LineAtForge } from '../rules.ts';
import { ask, type Lines, newestFirst, pageSize, unreadable } from './forge.ts';

const GitlabLine = Type.Object({
  id: Type.Number(),
  status: Type.String(),
  description: Type.Union([Type.String(), Type.Null()]),
  target_url: Type.Union([Type.String(), Type.Null()]),
});
const Written = Type.Object({ id: Type.Number() });

/** What is over; anything else still waits for something. */
const over: Record<string, LineAtForge['state']> = {
  success: 'success',
  skipped: 'success',
  failed: 'failure',
  canceled: 'error',
};
const words: Record<LineAtForge['state'], string> = {
  pending: 'running',
  success: 'success',
  failure: 'failed',
  error: 'failed',
};

export const gitlab: Lines = {
  keepsHistory: true,
  // What runs cannot begin to run.
  rewordsPending: false,
  async read(place, { sha, context }) {
    const query = new URLSearchParams({ name: context, all: 'true', per_page: String(pageSize) });
    const answer = await ask(place, `/repository/commits/${sha}/statuses?${query}`);
    const checked = check(Type.Array(GitlabLine), answer);
    if (!checked.ok) throw unreadable(place.repository, checked.problem);
    return newestFirst(
      checked.value.map(({ status, target_url: url, ...line }) => ({
        ...line,
        url,
        state: over[status] ?? 'pending',
      })),
    );
  },
  async write(place, { sha }, { context, state, description, url }) {
    const answer = await ask(place, `/statuses/${sha}`, {
      state: words[state],
      name: context,
      description,
      target_url: url,
    });
    const checked = check(Written, answer);
    if (!checked.ok) throw unreadable(place.repository, checked.problem);
    return checked.value.id;
  },
};
