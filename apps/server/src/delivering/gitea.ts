/** Commit statuses of Gitea and Forgejo, by an access token (`/api/swagger` of each of them). */
import type { PullRequestComment } from '@twinlens/contract';
import { Type } from 'typebox';
import { judgeByStatus, readBody } from './answers.ts';
import type { Channel, Reached } from './channel.ts';
import { type Comments, commentRequest, commentStands, readListed } from './comments.ts';
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
  statusIn,
} from './forge.ts';

const Repository = Type.Object({ permissions: Type.Object({ push: Type.Boolean() }) });

const Standing = Type.Object({
  statuses: Type.Union([
    Type.Null(),
    Type.Array(
      Type.Object({ context: Type.String(), status: Type.String(), description: Type.String() }),
    ),
  ]),
});

const repository = ({ settings }: Reached<'gitea'>, path = '') =>
  endpoint(settings, `/repos/${inPath(...repositoryParts(settings))}${path}`);

const statuses = (to: Reached<'gitea'>, sha: string) => repository(to, `/statuses/${sha}`);

const headersOf = ({ secret }: Reached<'gitea'>) => ({ authorization: `token ${secret}` });

/** All of them come at once. */
const commentsOf = (
  to: Reached<'gitea'>,
  { pullRequest }: Pick<PullRequestComment, 'pullRequest'>,
): Comments => {
  const place = repository(to, `/issues/${pullRequest}/comments`);
  return {
    list: () => jsonRequest('GET', place, headersOf(to)),
    read: readListed,
    create: (body) => jsonRequest('POST', place, headersOf(to), { body }),
    change: ({ id }, body) =>
      jsonRequest('PATCH', repository(to, `/issues/comments/${id}`), headersOf(to), { body }),
  };
};

export const gitea: Channel<'gitea'> = {
  async request(_ctx, to, content, ask) {
    if (content.type === 'comment') return commentRequest(commentsOf(to, content), content, ask);
    const { sha, state, context, description, url } = statusIn(content);
    const body = { state, context, description, target_url: url };
    return jsonRequest('POST', statuses(to, sha), headersOf(to), body);
  },
  judge: judgeByStatus,
  async stands(to, content, ask) {
    if (content.type === 'comment') return commentStands(commentsOf(to, content), content, ask);
    const { sha, state, context, description } = statusIn(content);
    const place = repository(to, `/commits/${sha}/status`);
    const standing = readBody(Standing, await ask(jsonRequest('GET', place, headersOf(to))));
    if (standing === null) return null;
    const found = standing.statuses?.find((status) => status.context === context);
    return found?.status === state && found.description === description;
  },
  access: (to) => ({ url: repository(to), headers: headersOf(to), until: null }),
  probe: (to) => jsonRequest('GET', repository(to), headersOf(to)),
  async explain(response, to, now, ask) {
    const name = repositoryParts(to.settings).join('/');
    const { yes, no } = explaining('The forge', response, now);
    if (response.status === 403 && response.body.includes('required scope')) {
      return no('The token lacks the scope write:repository.');
    }
    const refusal = explainRefusal('The forge', name, response);
    if (refusal !== null) return no(refusal);
    if (readBody(Repository, response)?.permissions.push === false) {
      return no(`The token may read ${name}, but not write statuses there.`);
    }
    const trouble = await explainWriting(ask, name, {
      statuses: jsonRequest('POST', statuses(to, nobodysSha), headersOf(to), {}),
      comments: to.settings.comment && commentsOf(to, nobodysPullRequest).create(''),
    });
    return trouble === null ? yes(mayWrite('Statuses', name, to.settings)) : no(trouble);
  },
};
