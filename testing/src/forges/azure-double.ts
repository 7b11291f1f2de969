/**
 * A double of the part of Azure DevOps that statuses and comments need, after its description
 * (https://learn.microsoft.com/rest/api/azure/devops/git: statuses, pull request statuses,
 * pull request iterations, pull request threads).
 */
import { check } from '@twinlens/contract';
import { type Static, Type } from 'typebox';
import { type Answered, type Asked, type ForgeDouble, startForgeDouble } from './forge-double.ts';

export interface AzureDouble extends ForgeDouble {
  api: string;
  token: string;
  repository: string;
  mayWrite: boolean;
  /** Whether it may write comments. */
  mayComment: boolean;
  comments: { id: number; pullRequest: number; body: string; status: string }[];
  /** The last commits of the pushes of its pull requests, by number. */
  pushes: Map<number, string[]>;
  /** What the pull requests were told: which push, and how it stands. */
  ofPushes: { pullRequest: number; iterationId: number; state: string; context: string }[];
}

const Status = Type.Object({
  state: Type.Enum([
    'notSet',
    'pending',
    'succeeded',
    'failed',
    'error',
    'notApplicable',
    'partiallySucceeded',
  ]),
  description: Type.Optional(Type.String()),
  targetUrl: Type.Optional(Type.String({ pattern: '^https?://' })),
  context: Type.Object({
    name: Type.String({ minLength: 1 }),
    genre: Type.Optional(Type.String()),
  }),
});
const PullRequestStatus = Type.Object({
  ...Status.properties,
  iterationId: Type.Optional(Type.Integer({ minimum: 1 })),
});

const content = Type.String({ minLength: 1, maxLength: 150_000 });
const NewThread = Type.Object({
  comments: Type.Tuple([
    Type.Object({
      parentCommentId: Type.Literal(0),
      content,
      commentType: Type.Enum(['text', 'codeChange', 'system']),
    }),
  ]),
  status: Type.Enum(['unknown', 'active', 'fixed', 'wontFix', 'closed', 'byDesign', 'pending']),
});
const ChangedComment = Type.Object({ content });

const refuse = (status: number, message: string, typeKey = 'InvalidArgument'): Answered => ({
  status,
  body: {
    $id: '1',
    innerException: null,
    message,
    typeName: `Microsoft.TeamFoundation.${typeKey}Exception`,
    typeKey: `${typeKey}Exception`,
    errorCode: 0,
    eventId: 3000,
  },
});

export async function startAzureDouble(): Promise<AzureDouble> {
  const base = await startForgeDouble((asked) => answer(asked));
  const double: AzureDouble = Object.assign(base, {
    api: base.origin,
    token: 'a-token-of-the-double',
    repository: 'dev.azure.com/ada/Web%20Shop/_git/front-end',
    mayWrite: true,
    mayComment: true,
    comments: [],
    pushes: new Map<number, string[]>(),
    ofPushes: [],
  });

  function answer(asked: Asked): Answered {
    const { method, path, query, headers, body } = asked;
    const expected = `Basic ${Buffer.from(`:${double.token}`).toString('base64')}`;
    // Whoever is not known is shown where to sign in.
    if (headers.authorization !== expected) {
      const html = { 'content-type': 'text/html' };
      return { status: 203, body: '<html>Azure DevOps Services | Sign In</html>', headers: html };
    }
    if (!query.has('api-version')) return refuse(400, 'No api-version was supplied');
    const place = '/ada/Web%20Shop/_apis/git/repositories/front-end';
    if (path === place && method === 'GET') return { status: 200, body: { name: 'front-end' } };
    if (!path.startsWith(`${place}/`)) {
      return refuse(404, 'TF401019: The Git repository does not exist.', 'GitRepositoryNotFound');
    }
    const rest = path.slice(place.length);
    const [, pushed] = /^\/pullRequests\/(\d+)\/iterations$/.exec(rest) ?? [];
    if (pushed !== undefined && method === 'GET') return listPushes(Number(pushed));
    const discussed = /^\/pullRequests\/(\d+)\/threads(\/.*)?$/.exec(rest);
    if (discussed !== null) return ofThreads(asked, Number(discussed[1]), discussed[2]);
    const [, sha] = /^\/commits\/([0-9a-f]{40})\/statuses$/.exec(rest) ?? [];
    const [, request] = /^\/pullRequests\/(\d+)\/statuses$/.exec(rest) ?? [];
    if (method === 'GET') return sha === undefined ? showPushes(Number(request)) : show(sha);
    if (!double.mayWrite) {
      return refuse(403, 'TF401027: You need the Git CodeStatus permission.', 'GitNeedsPermission');
    }
    if (sha !== undefined) return takeStatus(sha, body);
    if (request !== undefined) return takePushStatus(Number(request), body);
    return refuse(404, 'The resource cannot be found.');
  }

  const thread = ({ id, body, status }: AzureDouble['comments'][number]) => ({
    id,
    status,
    comments: [{ id: 1, parentCommentId: 0, content: body, commentType: 'text' }],
  });

  function ofThreads(
    { method, body }: Asked,
    pullRequest: number,
    rest: string | undefined,
  ): Answered {
    if (method === 'GET') {
      const ofOne = double.comments.filter((comment) => comment.pullRequest === pullRequest);
      return { status: 200, body: { count: ofOne.length, value: ofOne.map(thread) } };
    }
    if (!double.mayComment) {
      return refuse(403, 'TF401027: You need the Git PullRequestContribute permission.');
    }
    if (pullRequest === 0) return refuse(404, 'TF401180: The pull request was not found.');
    if (method === 'POST' && rest === undefined) {
      const checked = check(NewThread, body);
      if (!checked.ok) return refuse(400, checked.problem);
      const { comments, status } = checked.value;
      const made = {
        id: double.comments.length + 1,
        pullRequest,
        body: comments[0].content,
        status,
      };
      double.comments.push(made);
      return { status: 200, body: thread(made) };
    }
    const [, id] = /^\/(\d+)\/comments\/1$/.exec(rest ?? '') ?? [];
    const found = double.comments.find((one) => one.id === Number(id));
    if (method !== 'PATCH' || found === undefined) return refuse(404, 'The comment was not found.');
    const checked = check(ChangedComment, body);
    if (!checked.ok) return refuse(400, checked.problem);
    found.body = checked.value.content;
    return { status: 200, body: { id: 1, content: found.body } };
  }

  function listPushes(pullRequest: number): Answered {
    const pushes = double.pushes.get(pullRequest);
    if (pushes === undefined) return refuse(404, 'TF401180: The pull request was not found.');
    const value = pushes.map((commitId, index) => ({
      id: index + 1,
      sourceRefCommit: { commitId },
    }));
    return { status: 200, body: { count: value.length, value } };
  }

  function take(sha: string, body: Static<typeof Status>): void {
    const { state, description = '', targetUrl = '', context } = body;
    double.statuses.push({ sha, state, context: context.name, description, targetUrl });
  }

  function takeStatus(sha: string, body: unknown): Answered {
    const checked = check(Status, body);
    if (!checked.ok) return refuse(400, checked.problem);
    take(sha, checked.value);
    return { status: 201, body: { id: double.statuses.length } };
  }

  function takePushStatus(pullRequest: number, body: unknown): Answered {
    const checked = check(PullRequestStatus, body);
    if (!checked.ok) return refuse(400, checked.problem);
    const { iterationId = 0, state, context } = checked.value;
    const sha = double.pushes.get(pullRequest)?.[iterationId - 1];
    if (sha === undefined) return refuse(400, 'TF401176: The iteration does not exist.');
    double.ofPushes.push({ pullRequest, iterationId, state, context: context.name });
    take(sha, checked.value);
    return { status: 200, body: { id: double.statuses.length } };
  }

  /** Every one that was ever written. */
  const allOf = (wanted: string) =>
    double.statuses
      .map((status, index) => ({ id: index + 1, ...status }))
      .filter(({ sha }) => sha === wanted)
      .map(({ id, state, context: name, description, targetUrl }) => {
        return { id, state, description, targetUrl, context: { name, genre: 'twinlens' } };
      });

  function show(sha: string): Answered {
    const value = allOf(sha);
    return { status: 200, body: { count: value.length, value } };
  }

  function showPushes(pullRequest: number): Answered {
    const pushes = double.pushes.get(pullRequest) ?? [];
    const value = pushes.flatMap((sha, index) =>
      allOf(sha).map((status) => ({ iterationId: index + 1, ...status })),
    );
    return { status: 200, body: { count: value.length, value } };
  }

  return double;
}
