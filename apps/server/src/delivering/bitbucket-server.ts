/**
 * Build statuses and comments of Bitbucket Data Center from 7.4 on, by an HTTP access token
 * (https://developer.atlassian.com/server/bitbucket/rest: builds and deployments, pull requests).
 */
import type { PullRequestComment } from '@twinlens/contract';
import { Type } from 'typebox';
import { readBody } from './answers.ts';
import { buildStands, buildStates, judgeBuild, longest } from './bitbucket.ts';
import type { Channel, Reached } from './channel.ts';
import {
  type Comment,
  type Comments,
  commentRequest,
  commentStands,
  commentsOfPage,
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
  nobodysSha,
  repositoryParts,
  shorten,
  statusIn,
} from './forge.ts';

/** Key of the project and name of the repository; a person's own project begins with a tilde. */
function nameOf({ settings }: Reached<'bitbucket-server'>): { key: string; name: string } {
  const [owners = '', owner = '', , name = ''] = repositoryParts(settings).slice(-4);
  return { key: owners.toLowerCase() === 'users' ? `~${owner}` : owner, name };
}

function repository(to: Reached<'bitbucket-server'>, path = ''): string {
  const { key, name } = nameOf(to);
  const place = `/rest/api/latest/projects/${inPath(key)}/repos/${inPath(name)}${path}`;
  return endpoint(to.settings, place);
}

const builds = (to: Reached<'bitbucket-server'>, sha: string) =>
  repository(to, `/commits/${sha}/builds`);

const headersOf = ({ secret }: Reached<'bitbucket-server'>) => ({
  authorization: `Bearer ${secret}`,
});

/** There is no list of comments alone; what happens to a pull request has them, the newest first. */
const Activities = Type.Object({
  values: Type.Array(
    Type.Object({
      comment: Type.Optional(
        Type.Object({ id: Type.Integer(), version: Type.Integer(), text: Type.String() }),
      ),
    }),
  ),
  isLastPage: Type.Boolean(),
  nextPageStart: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
});

/** A change names the version it is of, so that it overwrites nobody's. */
interface VersionedComment extends Comment {
  version: number;
}

function commentsOf(
  to: Reached<'bitbucket-server'>,
  { pullRequest }: Pick<PullRequestComment, 'pullRequest'>,
): Comments<VersionedComment> {
  const place = repository(to, `/pull-requests/${pullRequest}`);
  return {
    list: (from) =>
      jsonRequest(
        'GET',
        `${place}/activities?limit=${commentsOfPage}&start=${from ?? 0}`,
        headersOf(to),
      ),
    read(response) {
      const listed = readBody(Activities, response);
      if (listed === null) return null;
      return {
        comments: listed.values.flatMap(({ comment }) =>
          comment === undefined ? [] : [{ ...comment, body: comment.text }],
        ),
        next: listed.isLastPage ? null : (listed.nextPageStart ?? null),
      };
    },
    create: (body) => jsonRequest('POST', `${place}/comments`, headersOf(to), { text: body }),
    change: ({ id, version }, body) =>
      jsonRequest('PUT', `${place}/comments/${id}`, headersOf(to), { text: body, version }),
  };
}

export const bitbucketServer: Channel<'bitbucket-server'> = {
  async request(_ctx, to, content, ask) {
    if (content.type === 'comment') return commentRequest(commentsOf(to, content), content, ask);
    const { sha, state, context, description, url } = statusIn(content);
    return jsonRequest('POST', builds(to, sha), headersOf(to), {
      key: shorten(context, longest),
      state: buildStates[state],
      name: shorten(context, longest),
      description: shorten(description, longest),
      url,
    });
  },
  judge(response, now) {
    // Somebody else changed the comment meanwhile: its new version is asked for.
    if (response.status === 409) return { kind: 'later', problem: 'answered 409', afterMs: null };
    return judgeBuild(response, now);
  },
  async stands(to, content, ask) {
    if (content.type === 'comment') return commentStands(commentsOf(to, content), content, ask);
    const { sha, state, context, description } = statusIn(content);
    const query = new URLSearchParams({ key: shorten(context, longest) });
    const response = await ask(jsonRequest('GET', `${builds(to, sha)}?${query}`, headersOf(to)));
    return buildStands(response, state, description);
  },
  access: (to) => ({ url: repository(to), headers: headersOf(to), until: null }),
  nameOfLine: (context) => shorten(context, longest),
  probe: (to) => jsonRequest('GET', repository(to), headersOf(to)),
  async explain(response, to, now, ask) {
    const { key, name: own } = nameOf(to);
    const name = `${key}/${own}`;
    const { yes, no } = explaining('Bitbucket', response, now);
    const refusal = explainRefusal('Bitbucket', name, response);
    if (refusal !== null) return no(refusal);
    const trouble = await explainWriting(ask, name, {
      statuses: jsonRequest('POST', builds(to, nobodysSha), headersOf(to), {}),
      comments: to.settings.comment && commentsOf(to, nobodysPullRequest).create(''),
    });
    return trouble === null ? yes(mayWrite('Build statuses', name, to.settings)) : no(trouble);
  },
};
