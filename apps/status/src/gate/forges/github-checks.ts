/** Check runs of a GitHub App (https://docs.github.com/rest/checks/runs). */
import { check } from '@twinlens/contract';
import { Type } from 'typebox';
import type { LineAtForge } from '../rules.ts';
import { ask, type Lines, newestFirst, pageSize, unreadable } from './forge.ts';

const MaybeText = Type.Union([Type.String(), Type.Null()]);

const Runs = Type.Object({
  check_runs: Type.Array(
    Type.Object({
      id: Type.Integer(),
      status: Type.String(),
      conclusion: MaybeText,
      details_url: MaybeText,
      output: Type.Object({ title: MaybeText }),
    }),
  ),
});
const Written = Type.Object({ id: Type.Integer() });

/** What a branch that requires the check takes for passed. */
const passing = new Set<string | null>(['success', 'neutral', 'skipped']);

function stateOf({ status, conclusion }: { status: string; conclusion: string | null }) {
  if (status !== 'completed') return 'pending';
  return passing.has(conclusion) ? 'success' : 'failure';
}

/** Nothing was compared: "neutral" passes, and does not say that all is well. */
const conclusionOf: Record<LineAtForge['state'], string | null> = {
  pending: null,
  success: 'neutral',
  failure: 'failure',
  error: 'failure',
};

/** Each is a run of its own: what the server had begun stays to be read, and what is newest counts. */
export const githubChecks: Lines = {
  keepsHistory: true,
  rewordsPending: true,
  async read(place, { sha, context }) {
    const query = new URLSearchParams({
      check_name: context,
      filter: 'all',
      per_page: String(pageSize),
    });
    const answer = await ask(place, `/commits/${sha}/check-runs?${query}`);
    const checked = check(Runs, answer);
    if (!checked.ok) throw unreadable(place.repository, checked.problem);
    return newestFirst(
      checked.value.check_runs.map(({ id, details_url: url, output, ...run }) => ({
        ...{ id, url, description: output.title },
        state: stateOf(run),
      })),
    );
  },
  async write(place, { sha }, { context, state, description, url }) {
    const conclusion = conclusionOf[state];
    const answer = await ask(place, '/check-runs', {
      name: context,
      head_sha: sha,
      details_url: url,
      output: { title: description, summary: description },
      ...(conclusion === null ? { status: 'in_progress' } : { status: 'completed', conclusion }),
    });
    const checked = check(Written, answer);
    if (!checked.ok) throw unreadable(place.repository, checked.problem);
    return checked.value.id;
  },
};
