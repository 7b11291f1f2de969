/** Commit statuses of GitLab, by an access token (https://docs.gitlab.com/api/commits/). */
import type { CommitStatus, PullRequestComment } from '@twinlens/contract';
import { Type } from 'typebox';
import { judgeByLimit, judgeByStatus, limitedForMs, readBody } from './answers.ts';
import type { Channel, Reached } from './channel.ts';
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
  inPath,
  jsonRequest,
  mayWrite,
  repositoryParts,
  shorten,
  statusIn,
} from './forge.ts';

/** What GitLab calls it: a status that runs blocks as one that failed does. */
const states: Record<CommitStatus['state'], string> = {
  pending: 'running',
  success: 'success',
  failure: 'failed',
  error: 'failed',
};

/** Of name and description. Characters. */
const longest = 255;

/** From here on members may write statuses: Developer. */
const leastAccess = 30;

const Access = Type.Union([Type.Null(), Type.Object({ access_level: Type.Integer() })]);
const Project = Type.Object({
  permissions: Type.Optional(Type.Object({ project_access: Access, group_access: Access })),
});
const Token = Type.Object({ scopes: Type.Array(Type.String()) });
const Standing = Type.Array(
  Type.Object({
    name: Type.String(),
    status: Type.String(),
    description: Type.Union([Type.String(), Type.Null()]),
  }),
);
const Refusal = Type.Object({ message: Type.String() });

/** Groups nest, and the whole path is one part of the address. */
const project = ({ settings }: Reached<'gitlab'>, path = '') =>
  endpoint(settings, `/projects/${inPath(repositoryParts(settings).join('/'))}${path}`);

const headersOf = ({ secret }: Reached<'gitlab'>) => ({ 'private-token': secret });

const notesOf = (to: Reached<'gitlab'>, { pullRequest }: PullRequestComment): Comments => {
  const place = project(to, `/merge_requests/${pullRequest}/notes`);
  const oldestFirst = 'order_by=created_at&sort=asc';
  return {
    list: (from) =>
      jsonRequest(
        'GET',
        `${place}?per_page=${commentsOfPage}&page=${from ?? 1}&${oldestFirst}`,
        headersOf(to),
      ),
    read: readNumbered,
    create: (body) => jsonRequest('POST', place, headersOf(to), { body }),
    change: ({ id }, body) => jsonRequest('PUT', `${place}/${id}`, headersOf(to), { body }),
  };
};

const limited = (response: Parameters<typeof limitedForMs>[0], now: Date) =>
  limitedForMs(response, now, [429], {
    remaining: 'ratelimit-remaining',
    reset: 'ratelimit-reset',
  });

export const gitlab: Channel<'gitlab'> = {
  async request(_ctx, to, content, ask) {
    if (content.type === 'comment') return commentRequest(notesOf(to, content), content, ask);
    const { sha, state, context, description, url } = statusIn(content);
    return jsonRequest('POST', project(to, `/statuses/${sha}`), headersOf(to), {
      state: states[state],
      name: shorten(context, longest),
      description: shorten(description, longest),
      target_url: url,
    });
  },
  judge(response, now, content) {
    // What runs cannot begin to run: it stands already, and its text cannot be changed.
    const isRunning =
      response.status === 400 &&
      content.type === 'status' &&
      content.state === 'pending' &&
      /^Cannot transition status via :\w+ from :(running|pending)/.test(
        readBody(Refusal, response)?.message ?? '',
      );
    if (isRunning) return { kind: 'delivered' };
    // Somebody else writes to the same pipeline at this moment.
    if (response.status === 409) return { kind: 'later', problem: 'answered 409', afterMs: null };
    return judgeByLimit(limited(response, now)) ?? judgeByStatus(response, now);
  },
  async stands(to, content, ask) {
    if (content.type === 'comment') return commentStands(notesOf(to, content), content, ask);
    const { sha, state, context, description } = statusIn(content);
    const query = new URLSearchParams({ name: shorten(context, longest) });
    const path = `/repository/commits/${sha}/statuses?${query}`;
    const response = await ask(jsonRequest('GET', project(to, path), headersOf(to)));
    const [found] = readBody(Standing, response) ?? [null];
    if (found === null) return null;
    // The text of what runs cannot be changed.
    const isText = state === 'pending' || found?.description === shorten(description, longest);
    return found?.status === states[state] && isText;
  },
  access: (to) => ({ url: project(to), headers: headersOf(to), until: null }),
  nameOfLine: (context) => shorten(context, longest),
  probe: (to) => jsonRequest('GET', project(to), headersOf(to)),
  async explain(response, to, now, ask) {
    const name = repositoryParts(to.settings).join('/');
    const { yes, no } = explaining('GitLab', response, now);
    if (response.status === 403 && response.body.includes('insufficient_scope')) {
      return no('The token lacks the scope api.');
    }
    const refusal = explainRefusal('GitLab', name, response);
    if (refusal !== null) return no(refusal);
    const { permissions } = readBody(Project, response) ?? {};
    if (permissions !== undefined) {
      const { project_access: own, group_access: inherited } = permissions;
      const level = Math.max(own?.access_level ?? 0, inherited?.access_level ?? 0);
      if (level < leastAccess) {
        return no(`The token may read ${name}, but not write statuses there: make it a Developer.`);
      }
    }
    const self = endpoint(to.settings, '/personal_access_tokens/self');
    const token = readBody(Token, await ask(jsonRequest('GET', self, headersOf(to))));
    if (token !== null && !token.scopes.includes('api')) {
      return no(`The token lacks the scope api; it has ${token.scopes.join(', ')}.`);
    }
    return yes(mayWrite('Statuses', name, to.settings));
  },
};
