/**
 * Commit statuses of GitHub and GitHub Enterprise Server, by a token
 * (https://docs.github.com/rest/commits/statuses).
 */
import { type GithubSettings, type ReceivedResponse, TwinlensError } from '@twinlens/contract';
import { firstWords, judgeByStatus, retryAfterMs } from './answers.ts';
import type { Channel } from './channel.ts';

/** Further apart than this, tokens of apps are refused. Milliseconds. */
const mostSkewMs = 60_000;

/** Owner and name, of `github.com/owner/name` or an address. */
function repositoryPath({ repository }: GithubSettings): string {
  const path = repository.replace(/^https?:\/\//i, '').replace(/(\.git)?\/?$/, '');
  return path.split('/').slice(1, 3).map(encodeURIComponent).join('/');
}

const endpoint = (settings: GithubSettings, path: string) =>
  `${settings.api.replace(/\/$/, '')}/repos/${repositoryPath(settings)}${path}`;

const headersFor = (secret: string) => ({
  accept: 'application/vnd.github+json',
  authorization: `Bearer ${secret}`,
  'content-type': 'application/json',
  'user-agent': 'Twinlens',
  'x-github-api-version': '2022-11-28',
});

/** Milliseconds until GitHub takes requests again; null where they are not used up. */
function limitedForMs(response: ReceivedResponse, now: Date): number | null {
  const { status, headers } = response;
  if (status !== 403 && status !== 429) return null;
  const asked = retryAfterMs(response, now);
  if (asked !== null) return asked;
  if (headers['x-ratelimit-remaining'] !== '0') return null;
  const reset = Number(headers['x-ratelimit-reset']) * 1000 - now.getTime();
  return Number.isFinite(reset) && reset > 0 ? reset : 1000;
}

export const github: Channel<GithubSettings> = {
  async request(_ctx, { settings, secret }, content) {
    if (content.type !== 'status') {
      throw new TwinlensError('internal', `a ${content.type} is nothing a commit can be told`);
    }
    const { sha, state, context, description, url } = content;
    return {
      method: 'POST',
      url: endpoint(settings, `/statuses/${sha}`),
      headers: headersFor(secret),
      body: JSON.stringify({ state, context, description, target_url: url }),
    };
  },
  judge(response, now) {
    const afterMs = limitedForMs(response, now);
    if (afterMs === null) return judgeByStatus(response, now);
    return { kind: 'later', problem: 'its rate limit is used up', afterMs };
  },
  probe: ({ settings, secret }) => ({
    method: 'GET',
    url: endpoint(settings, ''),
    headers: headersFor(secret),
    body: '',
  }),
  explain(response, { settings }, now) {
    const { status, headers, body } = response;
    const name = decodeURIComponent(repositoryPath(settings));
    const skew = Math.abs(Date.parse(headers.date ?? '') - now.getTime());
    const clock =
      skew > mostSkewMs
        ? ` The clocks of this server and of GitHub differ by ${Math.round(skew / 1000)} seconds.`
        : '';
    const no = (says: string) => ({ works: false, says: says + clock });
    if (limitedForMs(response, now) !== null) return no('The rate limit of this token is used up.');
    if (status === 401) return no('GitHub does not know this token: it is wrong, or has expired.');
    if (status === 404) {
      return no(`GitHub has no repository ${name} that this token may see.`);
    }
    if (status < 200 || status >= 300) return no(`GitHub answered ${status}${firstWords(body)}.`);
    const scopes = headers['x-oauth-scopes'];
    // Fine-grained tokens and apps name none; what they may do shows in the answer.
    if (scopes !== undefined && scopes !== '' && !/\brepo\b|\brepo:status\b/.test(scopes)) {
      return no(`The token lacks the scope repo:status; it has ${scopes}.`);
    }
    if (!mayPush(body)) return no(`The token may read ${name}, but not write statuses there.`);
    return { works: true, says: `Statuses can be written on ${name}.${clock}` };
  },
};

/** What the answer about a repository says of whoever asks; taken for yes where it says nothing. */
function mayPush(body: string): boolean {
  try {
    const { permissions } = JSON.parse(body) as { permissions?: { push?: boolean } };
    return permissions?.push !== false;
  } catch {
    return true;
  }
}
