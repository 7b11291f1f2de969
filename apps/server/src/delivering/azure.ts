/**
 * Statuses of pull requests and commits in Azure DevOps, and comments, by a personal access token
 * (https://learn.microsoft.com/rest/api/azure/devops/git: pull-request-statuses, pull-request-threads).
 */
import type { CommitStatus, PullRequestComment, ReceivedResponse } from '@twinlens/contract';
import { Type } from 'typebox';
import { judgeByLimit, judgeByStatus, limitedForMs, readBody } from './answers.ts';
import { type Ask, type Channel, Declined, type Reached } from './channel.ts';
import { type Comment, type Comments, commentRequest, commentStands } from './comments.ts';
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

const states: Record<CommitStatus['state'], string> = {
  pending: 'pending',
  success: 'succeeded',
  failure: 'failed',
  error: 'error',
};

/** Keeps names apart from those of other services. */
const genre = 'twinlens';

const Iterations = Type.Object({
  value: Type.Array(
    Type.Object({
      id: Type.Integer(),
      sourceRefCommit: Type.Optional(Type.Object({ commitId: Type.String() })),
    }),
  ),
});

const Standing = Type.Object({
  value: Type.Array(
    Type.Object({
      iterationId: Type.Optional(Type.Integer()),
      state: Type.String(),
      description: Type.Optional(Type.String()),
      context: Type.Object({ name: Type.String(), genre: Type.Optional(Type.String()) }),
    }),
  ),
});

/** Organisation, project and repository; the project may have been left out where both have a name. */
function placeOf({ settings }: Reached<'azure'>): { base: string[]; name: string } {
  const parts = repositoryParts(settings);
  const name = parts.at(-1) ?? '';
  const base = parts.slice(0, -2);
  const host = /^(?:https?:\/\/)?([^/]+)/i.exec(settings.repository)?.[1] ?? '';
  // Elsewhere the organisation is in the name of the host.
  const organisations = /\.visualstudio\.com$/i.test(host) ? 0 : 1;
  return { base: base.length === organisations ? [...base, name] : base, name };
}

function repository(to: Reached<'azure'>, path = ''): string {
  const { base, name } = placeOf(to);
  const place = `/${inPath(...base)}/_apis/git/repositories/${inPath(name)}${path}`;
  return `${endpoint(to.settings, place)}?api-version=7.1`;
}

const headersOf = ({ secret }: Reached<'azure'>) => ({
  authorization: `Basic ${Buffer.from(`:${secret}`).toString('base64')}`,
});

/** Whoever is not known gets the page to sign in at, with 203 or a redirect to it. */
const isSignIn = ({ status }: ReceivedResponse) => status === 203 || status === 302;

interface Told {
  /** Where its statuses are. */
  place: string;
  /**
   * Which push of a pull request the commit was the last of: a status without it would stay when more is
   * pushed. Null where the commit has its own.
   */
  iterationId: number | null;
}

/** Policies of branches look at pull requests; a commit that none of its pushes ended with gets its own. */
async function whereTold(
  to: Reached<'azure'>,
  ask: Ask,
  { pullRequest, sha }: Pick<CommitStatus, 'pullRequest' | 'sha'>,
): Promise<Told> {
  const ofCommit: Told = { place: repository(to, `/commits/${sha}/statuses`), iterationId: null };
  if (pullRequest === undefined) return ofCommit;
  const place = repository(to, `/pullRequests/${pullRequest}/iterations`);
  const question = jsonRequest('GET', place, headersOf(to));
  const response = await ask(question);
  if (response.status !== 200) {
    throw new Declined('the pushes of the pull request were not told', question, response);
  }
  const found = readBody(Iterations, response)?.value.findLast(
    ({ sourceRefCommit }) => sourceRefCommit?.commitId === sha,
  );
  if (found === undefined) return ofCommit;
  return {
    place: repository(to, `/pullRequests/${pullRequest}/statuses`),
    iterationId: found.id,
  };
}

const Threads = Type.Object({
  value: Type.Array(
    Type.Object({
      id: Type.Integer(),
      comments: Type.Array(
        Type.Object({
          id: Type.Integer(),
          content: Type.Optional(Type.Union([Type.String(), Type.Null()])),
        }),
      ),
    }),
  ),
});

interface ThreadComment extends Comment {
  thread: number;
}

/** A comment begins a thread. */
function commentsOf(
  to: Reached<'azure'>,
  { pullRequest }: Pick<PullRequestComment, 'pullRequest'>,
): Comments<ThreadComment> {
  const place = `/pullRequests/${pullRequest}/threads`;
  return {
    list: () => jsonRequest('GET', repository(to, place), headersOf(to)),
    // All of them come at once.
    read(response) {
      const threads = readBody(Threads, response)?.value;
      if (threads === undefined) return null;
      const comments = threads.flatMap(({ id: thread, comments: [first] }) =>
        first?.content ? [{ thread, id: first.id, body: first.content }] : [],
      );
      return { comments, next: null };
    },
    create: (content) =>
      jsonRequest('POST', repository(to, place), headersOf(to), {
        comments: [{ parentCommentId: 0, content, commentType: 'text' }],
        // One that is active blocks where all comments have to be resolved; the verdict is the status.
        status: 'closed',
      }),
    change: ({ thread, id }, content) =>
      jsonRequest('PATCH', repository(to, `${place}/${thread}/comments/${id}`), headersOf(to), {
        content,
      }),
  };
}

export const azure: Channel<'azure'> = {
  async request(_ctx, to, content, ask) {
    if (content.type === 'comment') return commentRequest(commentsOf(to, content), content, ask);
    const status = statusIn(content);
    const { place, iterationId } = await whereTold(to, ask, status);
    return jsonRequest('POST', place, headersOf(to), {
      state: states[status.state],
      description: status.description,
      targetUrl: status.url,
      context: { name: status.context, genre },
      ...(iterationId !== null && { iterationId }),
    });
  },
  judge(response, now) {
    if (isSignIn(response)) {
      return { kind: 'refused', problem: `answered ${response.status}: the token is not known` };
    }
    const afterMs = limitedForMs(response, now, [429, 503]);
    return judgeByLimit(afterMs) ?? judgeByStatus(response, now);
  },
  async stands(to, content, ask) {
    if (content.type === 'comment') return commentStands(commentsOf(to, content), content, ask);
    const status = statusIn(content);
    const { place, iterationId } = await whereTold(to, ask, status);
    const response = await ask(jsonRequest('GET', place, headersOf(to)));
    const found = readBody(Standing, response)?.value.findLast(
      ({ context, ...one }) =>
        context.genre === genre &&
        context.name === status.context &&
        (one.iterationId ?? null) === iterationId,
    );
    if (response.status !== 200) return null;
    return found?.state === states[status.state] && found.description === status.description;
  },
  access: (to) => ({ url: repository(to), headers: headersOf(to), until: null }),
  probe: (to) => jsonRequest('GET', repository(to), headersOf(to)),
  async explain(response, to, now, ask) {
    const { base, name: own } = placeOf(to);
    const name = [...base, own].join('/');
    const { yes, no } = explaining('Azure DevOps', response, now);
    const refusal = explainRefusal(
      'Azure DevOps',
      name,
      isSignIn(response) ? { ...response, status: 401, body: '' } : response,
    );
    if (refusal !== null) return no(refusal);
    const { comment } = to.settings;
    const ofNobody = repository(to, `/commits/${nobodysSha}/statuses`);
    const trouble = await explainWriting(ask, name, {
      statuses: jsonRequest('POST', ofNobody, headersOf(to), {}),
      comments: comment && commentsOf(to, nobodysPullRequest).create(''),
    });
    const scopes = `Code (status)${comment ? ' and Pull Request Threads (read & write)' : ''}`;
    return trouble === null
      ? yes(mayWrite('Statuses', name, to.settings))
      : no(`${trouble} It needs the scope ${scopes}.`);
  },
};
