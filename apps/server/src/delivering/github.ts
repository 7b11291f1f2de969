/**
 * Commit statuses and check runs of GitHub and GitHub Enterprise Server, by a token or as an app
 * (https://docs.github.com/rest/commits/statuses).
 */
import type { PullRequestComment } from '@twinlens/contract';
import { Type } from 'typebox';
import { judgeByLimit, judgeByStatus, limitedForMs, readBody } from './answers.ts';
import type { Ask, Channel, Reached } from './channel.ts';
import {
  type Comments,
  commentRequest,
  commentStands,
  commentsOfPage,
  readNumbered,
} from './comments.ts';
import {
  endpoint,
  explaining,
  explainRefusal,
  explainWriting,
  inPath,
  jsonRequest,
  mayWrite,
  nobodysPullRequest,
  repositoryParts,
  statusIn,
} from './forge.ts';
import {
  type App,
  askAsApp,
  forgetAppToken,
  getAppToken,
  getLinesToken,
  githubHeaders,
  isApp,
} from './github-app.ts';
import { checkRequest, checkStands } from './github-check.ts';

const Repository = Type.Object({ permissions: Type.Object({ push: Type.Boolean() }) });

const Installation = Type.Object({ id: Type.Integer() });
const Standing = Type.Object({
  statuses: Type.Array(
    Type.Object({
      context: Type.String(),
      state: Type.String(),
      description: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
});

const repository = ({ settings }: Reached<'github'>, path: string) =>
  endpoint(settings, `/repos/${inPath(...repositoryParts(settings))}${path}`);

/** Where its repository is, and what shows that we may write there. */
async function placeOf(to: Reached<'github'>, ask: Ask, now: Date) {
  const token = isApp(to) ? (await getAppToken(to, ask, now)).token : to.secret;
  return {
    repository: repository(to, ''),
    headers: githubHeaders(token),
    app: to.settings.app?.id,
  };
}

const commentsOf = (
  { repository: url, headers }: Awaited<ReturnType<typeof placeOf>>,
  { pullRequest }: Pick<PullRequestComment, 'pullRequest'>,
): Comments => ({
  list: (from) =>
    jsonRequest(
      'GET',
      `${url}/issues/${pullRequest}/comments?per_page=${commentsOfPage}&page=${from ?? 1}`,
      headers,
    ),
  read: readNumbered,
  create: (body) => jsonRequest('POST', `${url}/issues/${pullRequest}/comments`, headers, { body }),
  change: ({ id }, body) => jsonRequest('PATCH', `${url}/issues/comments/${id}`, headers, { body }),
});

const limited = (response: Parameters<typeof limitedForMs>[0], now: Date) =>
  limitedForMs(response, now, [403, 429]);

export const github: Channel<'github'> = {
  async request(ctx, to, content, ask) {
    const place = await placeOf(to, ask, ctx.now());
    if (content.type === 'check') return checkRequest(place, content, ask);
    if (content.type === 'comment') return commentRequest(commentsOf(place, content), content, ask);
    const { sha, state, context, description, url } = statusIn(content);
    const body = { state, context, description, target_url: url };
    return jsonRequest('POST', `${place.repository}/statuses/${sha}`, place.headers, body);
  },
  judge(response, now, _content, to) {
    // It may have been ended before its time; the next attempt asks for another.
    if (response.status === 401 && isApp(to) && forgetAppToken(to)) {
      return { kind: 'later', problem: 'answered 401: the token has ended', afterMs: null };
    }
    return judgeByLimit(limited(response, now)) ?? judgeByStatus(response, now);
  },
  async stands(to, content, ask, now) {
    const place = await placeOf(to, ask, now);
    if (content.type === 'check') return checkStands(place, content, ask);
    if (content.type === 'comment') return commentStands(commentsOf(place, content), content, ask);
    const { sha, state, context, description } = statusIn(content);
    const url = `${place.repository}/commits/${sha}/status?per_page=100`;
    const standing = readBody(Standing, await ask(jsonRequest('GET', url, place.headers)));
    if (standing === null) return null;
    const found = standing.statuses.find((status) => status.context === context);
    return found?.state === state && found.description === description;
  },
  async access(to, ask, now) {
    const url = repository(to, '');
    if (!isApp(to)) return { url, headers: githubHeaders(to.secret), until: null };
    const { token, until } = await getLinesToken(to, ask, now);
    return { url, headers: githubHeaders(token), until: new Date(until) };
  },
  async probe(to, ask, now) {
    const { repository: url, headers } = await placeOf(to, ask, now);
    return jsonRequest('GET', url, headers);
  },
  async explain(response, to, now, ask) {
    const name = repositoryParts(to.settings).join('/');
    const { yes, no } = explaining('GitHub', response, now);
    if (limited(response, now) !== null) return no('The rate limit of this token is used up.');
    const refusal = explainRefusal('GitHub', name, response);
    if (refusal !== null) return no(refusal);
    if (isApp(to)) {
      const trouble = await explainApp(to, name, ask, now);
      return trouble === null ? yes(mayWrite('Verdicts', name, to.settings)) : no(trouble);
    }
    const { comment } = to.settings;
    const scopes = response.headers['x-oauth-scopes'];
    // Fine-grained tokens name none; what they may do shows in the answer.
    if (scopes !== undefined && scopes !== '') {
      const [wanted, found] = comment
        ? ['repo (or public_repo), which comments need', /\brepo\b(?!:)|\bpublic_repo\b/]
        : ['repo:status', /\brepo\b/];
      if (!found.test(scopes)) return no(`The token lacks the scope ${wanted}; it has ${scopes}.`);
    }
    if (readBody(Repository, response)?.permissions.push === false) {
      return no(`The token may read ${name}, but not write statuses there.`);
    }
    const place = await placeOf(to, ask, now);
    const comments = comment && commentsOf(place, nobodysPullRequest).create('');
    const trouble = await explainWriting(ask, name, { comments });
    return trouble === null ? yes(mayWrite('Statuses', name, to.settings)) : no(trouble);
  },
};

/** What an app lacks; null where it lacks nothing. */
async function explainApp(to: App, name: string, ask: Ask, now: Date): Promise<string | null> {
  const { app, writes = 'status', comment } = to.settings;
  const { permissions } = await getAppToken(to, ask, now);
  const wanted = [
    ...(writes === 'check' ? [] : [['statuses', 'Commit statuses'] as const]),
    ...(writes === 'status' ? [] : [['checks', 'Checks'] as const]),
    ...(comment ? [['pull_requests', 'Pull requests'] as const] : []),
  ];
  const lacking = wanted.filter(([permission]) => permissions[permission] !== 'write');
  if (lacking.length > 0) {
    const names = lacking.map(([, words]) => words).join(', ');
    return `App ${app.id} lacks the permission to write: ${names}.`;
  }
  // What is public may be read also where it is not installed.
  const place = repository(to, '/installation');
  const response = await askAsApp(to, ask, now, (headers) => jsonRequest('GET', place, headers));
  return readBody(Installation, response)?.id === app.installation
    ? null
    : `${name} belongs to another installation of app ${app.id} than ${app.installation}.`;
}
