/**
 * A double of the part of Azure DevOps that statuses need, after its description
 * (https://learn.microsoft.com/rest/api/azure/devops/git: statuses, pull request statuses,
 * pull request iterations).
 */
import { check } from '@twinlens/contract';
import { type Static, Type } from 'typebox';
import { type Answered, type Asked, type ForgeDouble, startForgeDouble } from './forge-double.ts';

export interface AzureDouble extends ForgeDouble {
  api: string;
  token: string;
  repository: string;
  mayWrite: boolean;
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
    pushes: new Map<number, string[]>(),
    ofPushes: [],
  });

  function answer({ method, path, query, headers, body }: Asked): Answered {
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
    const [, asked] = /^\/pullRequests\/(\d+)\/iterations$/.exec(rest) ?? [];
    if (asked !== undefined && method === 'GET') return listPushes(Number(asked));
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
