/**
 * Build statuses and comments of Bitbucket Cloud
 * (https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses/,
 * https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/).
 */
import { createHash } from 'node:crypto';
import type { CommitStatus, PullRequestComment, ReceivedResponse } from '@twinlens/contract';
import { Type } from 'typebox';
import { judgeByLimit, judgeByStatus, limitedForMs, readBody } from './answers.ts';
import type { Channel, Reached } from './channel.ts';
import { type Comments, commentRequest, commentStands, commentsOfPage } from './comments.ts';
import {
  endpoint,
  explaining,
  explainRefusal,
  explainWriting,
  inPath,
  jsonRequest,
  mayWrite,
  nobodysPullRequest,
  nobodysSha,
  repositoryParts,
  shorten,
  statusIn,
} from './forge.ts';

/** Of both Bitbuckets, as what follows. */
export const buildStates: Record<CommitStatus['state'], string> = {
  pending: 'INPROGRESS',
  success: 'SUCCESSFUL',
  failure: 'FAILED',
  error: 'FAILED',
};

/** Of a key; name and description take more. Characters. */
const longestKey = 40;
export const longest = 255;

const Build = Type.Object({ state: Type.String(), description: Type.String() });

export const judgeBuild = (response: ReceivedResponse, now: Date) =>
  judgeByLimit(limitedForMs(response, now, [429])) ?? judgeByStatus(response, now);

/** Whether the build that was asked for says this; null where it does not say. */
export function buildStands(
  response: ReceivedResponse,
  state: CommitStatus['state'],
  description: string,
): boolean | null {
  if (response.status === 404) return false;
  const found = readBody(Build, response);
  if (found === null) return null;
  const isText = found.description === shorten(description, longest);
  return found.state === buildStates[state] && isText;
}

/** A name that fits: where it is cut, names that begin alike must stay apart. */
export function buildKey(context: string): string {
  if (context.length <= longestKey) return context;
  const digest = createHash('sha256').update(context).digest('hex').slice(0, 12);
  return `${shorten(context, longestKey - 13)}-${digest}`;
}

const Listed = Type.Object({
  values: Type.Array(
    Type.Object({
      id: Type.Integer(),
      content: Type.Object({ raw: Type.String() }),
      deleted: Type.Optional(Type.Boolean()),
    }),
  ),
  next: Type.Optional(Type.String()),
});

const repository = ({ settings }: Reached<'bitbucket'>, path = '') =>
  endpoint(settings, `/repositories/${inPath(...repositoryParts(settings))}${path}`);

const statuses = (to: Reached<'bitbucket'>, sha: string) =>
  repository(to, `/commit/${sha}/statuses/build`);

const headersOf = ({ settings: { user }, secret }: Reached<'bitbucket'>) => ({
  authorization:
    user === undefined
      ? `Bearer ${secret}`
      : `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`,
});

function commentsOf(
  to: Reached<'bitbucket'>,
  { pullRequest }: Pick<PullRequestComment, 'pullRequest'>,
): Comments {
  const place = repository(to, `/pullrequests/${pullRequest}/comments`);
  return {
    list: (from) =>
      jsonRequest(
        'GET',
        `${place}?pagelen=${commentsOfPage}&page=${from ?? 1}&sort=created_on`,
        headersOf(to),
      ),
    read(response, from) {
      const listed = readBody(Listed, response);
      if (listed === null) return null;
      // What was deleted stays in the list, empty.
      const kept = listed.values.filter(({ deleted }) => deleted !== true);
      return {
        comments: kept.map(({ id, content }) => ({ id, body: content.raw })),
        next: listed.next === undefined ? null : (from ?? 1) + 1,
      };
    },
    create: (body) => jsonRequest('POST', place, headersOf(to), { content: { raw: body } }),
    change: ({ id }, body) =>
      jsonRequest('PUT', `${place}/${id}`, headersOf(to), { content: { raw: body } }),
  };
}

export const bitbucket: Channel<'bitbucket'> = {
  async request(_ctx, to, content, ask) {
    if (content.type === 'comment') return commentRequest(commentsOf(to, content), content, ask);
    const { sha, state, context, description, url } = statusIn(content);
    return jsonRequest('POST', statuses(to, sha), headersOf(to), {
      key: buildKey(context),
      state: buildStates[state],
      name: shorten(context, longest),
      description: shorten(description, longest),
      url,
    });
  },
  judge: judgeBuild,
  async stands(to, content, ask) {
    if (content.type === 'comment') return commentStands(commentsOf(to, content), content, ask);
    const { sha, state, context, description } = statusIn(content);
    const place = `${statuses(to, sha)}/${inPath(buildKey(context))}`;
    const response = await ask(jsonRequest('GET', place, headersOf(to)));
    return buildStands(response, state, description);
  },
  access: (to) => ({ url: repository(to), headers: headersOf(to), until: null }),
  nameOfLine: buildKey,
  probe: (to) => jsonRequest('GET', repository(to), headersOf(to)),
  async explain(response, to, now, ask) {
    const name = repositoryParts(to.settings).join('/');
    const { yes, no } = explaining('Bitbucket', response, now);
    const lacks = response.status === 403 && response.body.includes('scopes');
    if (lacks) return no('The token lacks the scope repository (or read:repository:bitbucket).');
    const refusal = explainRefusal('Bitbucket', name, response);
    if (refusal !== null) return no(refusal);
    const trouble = await explainWriting(ask, name, {
      statuses: jsonRequest('POST', statuses(to, nobodysSha), headersOf(to), {}),
      comments: to.settings.comment && commentsOf(to, nobodysPullRequest).create(''),
    });
    return trouble === null ? yes(mayWrite('Build statuses', name, to.settings)) : no(trouble);
  },
};
