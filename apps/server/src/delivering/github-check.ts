/** Check runs (https://docs.github.com/rest/checks/runs). */
import type { CheckRun, SentRequest } from '@twinlens/contract';
import { Type } from 'typebox';
import { readBody } from './answers.ts';
import { type Ask, Declined } from './channel.ts';
import { jsonRequest } from './forge.ts';

const Runs = Type.Object({
  check_runs: Type.Array(
    Type.Object({
      id: Type.Integer(),
      status: Type.String(),
      conclusion: Type.Union([Type.String(), Type.Null()]),
      output: Type.Object({ title: Type.Union([Type.String(), Type.Null()]) }),
    }),
  ),
});

interface Place {
  /** Address of the repository. */
  repository: string;
  headers: Record<string, string>;
  /** Id of the app: others may have runs of the same name. */
  app: string | undefined;
}

/** The newest run of this name; null where there is none. */
async function findRun({ repository, headers, app }: Place, check: CheckRun, ask: Ask) {
  const query = new URLSearchParams({ check_name: check.name, filter: 'latest' });
  // A client id does as the issuer of tokens, but not here.
  if (app !== undefined && /^\d+$/.test(app)) query.set('app_id', app);
  const question = jsonRequest(
    'GET',
    `${repository}/commits/${check.sha}/check-runs?${query}`,
    headers,
  );
  const response = await ask(question);
  const found = readBody(Runs, response);
  if (response.status !== 200 || found === null) {
    throw new Declined('the check runs of the commit were not told', question, response);
  }
  return found.check_runs[0] ?? null;
}

/**
 * Changes the run there is, so that one that was made without our hearing of it is not made again. What
 * has ended and begins anew is a run of its own, as when it is asked for on GitHub.
 */
export async function checkRequest(place: Place, check: CheckRun, ask: Ask): Promise<SentRequest> {
  const { sha, name, conclusion, title, summary, url } = check;
  const found = await findRun(place, check, ask);
  const body = {
    name,
    details_url: url,
    output: { title, summary },
    ...(conclusion === null ? { status: 'in_progress' } : { status: 'completed', conclusion }),
  };
  const { repository, headers } = place;
  const beginsAnew = conclusion === null && found?.status === 'completed';
  return found === null || beginsAnew
    ? jsonRequest('POST', `${repository}/check-runs`, headers, { ...body, head_sha: sha })
    : jsonRequest('PATCH', `${repository}/check-runs/${found.id}`, headers, body);
}

/** Whether the newest run says this. */
export async function checkStands(place: Place, check: CheckRun, ask: Ask): Promise<boolean> {
  const found = await findRun(place, check, ask);
  return found?.conclusion === check.conclusion && found.output.title === check.title;
}
