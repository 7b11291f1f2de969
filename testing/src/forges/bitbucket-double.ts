/**
 * A double of the build statuses and comments of Bitbucket Cloud, after their description
 * (https://developer.atlassian.com/cloud/bitbucket/rest: api-group-commit-statuses,
 * api-group-pullrequests).
 */
import { check } from '@twinlens/contract';
import { Type } from 'typebox';
import { type Answered, type Asked, type ForgeDouble, startForgeDouble } from './forge-double.ts';

export interface BitbucketDouble extends ForgeDouble {
  api: string;
  token: string;
  /** Whose API token it is, where it is one of a person. */
  user: string | null;
  repository: string;
  mayWrite: boolean;
  /** Whether it may write comments. */
  mayComment: boolean;
  comments: { id: number; pullRequest: number; body: string; deleted: boolean }[];
}

const repository = 'ada/web-shop';

const BuildStatus = Type.Object({
  key: Type.String({ minLength: 1, maxLength: 40 }),
  state: Type.Enum(['INPROGRESS', 'SUCCESSFUL', 'FAILED', 'STOPPED']),
  url: Type.String({ pattern: '^https?://' }),
  name: Type.Optional(Type.String({ maxLength: 255 })),
  description: Type.Optional(Type.String({ maxLength: 255 })),
  refname: Type.Optional(Type.String()),
});

const NewComment = Type.Object({
  content: Type.Object({ raw: Type.String({ minLength: 1, maxLength: 32_768 }) }),
});

const refuse = (status: number, message: string, more: Record<string, unknown> = {}): Answered => ({
  status,
  body: { type: 'error', error: { message, ...more } },
});

export async function startBitbucketDouble(): Promise<BitbucketDouble> {
  const base = await startForgeDouble((asked) => answer(asked));
  const double: BitbucketDouble = Object.assign(base, {
    api: `${base.origin}/2.0`,
    token: 'ATCTT-a-token-of-the-double',
    user: null,
    repository: `bitbucket.org/${repository}`,
    mayWrite: true,
    mayComment: true,
    comments: [],
  });

  const expected = () =>
    double.user === null
      ? `Bearer ${double.token}`
      : `Basic ${Buffer.from(`${double.user}:${double.token}`).toString('base64')}`;

  function answer(asked: Asked): Answered {
    const { method, path, headers, body } = asked;
    if (headers.authorization !== expected()) {
      return refuse(401, 'Token is invalid, expired, or not supported for this endpoint.');
    }
    const place = `/2.0/repositories/${repository}`;
    if (path === place && method === 'GET') return { status: 200, body: { full_name: repository } };
    const discussed = new RegExp(`^${place}/pullrequests/(\\d+)/comments(?:/(\\d+))?$`).exec(path);
    if (discussed !== null) return ofComments(asked, Number(discussed[1]), discussed[2]);
    const pattern = new RegExp(`^${place}/commit/([0-9a-f]{40})/statuses/build(?:/([^/]+))?$`);
    const [matches, sha = '', key] = pattern.exec(path) ?? [];
    if (matches === undefined) return refuse(404, 'You may not have access to this repository.');
    if (method === 'GET' && key !== undefined) return show(sha, decodeURIComponent(key));
    if (method !== 'POST' || key !== undefined) return refuse(405, 'Method not allowed');
    if (!double.mayWrite) return lacksScope('write:repository');
    const checked = check(BuildStatus, body);
    if (!checked.ok) return refuse(400, 'Bad request', { fields: { body: [checked.problem] } });
    const { state, key: context, description = '', url: targetUrl } = checked.value;
    double.statuses.push({ sha, state, context, description, targetUrl });
    return { status: 201, body: { type: 'build', ...checked.value } };
  }

  const lacksScope = (required: string) =>
    refuse(403, 'Your credentials lack one or more required privilege scopes.', {
      detail: { granted: ['read:repository'], required: [required] },
    });

  const shown = ({ id, body, deleted }: BitbucketDouble['comments'][number]) => ({
    type: 'pullrequest_comment',
    id,
    content: { raw: deleted ? '' : body, markup: 'markdown' },
    deleted,
  });

  function ofComments(
    { method, query, body }: Asked,
    pullRequest: number,
    id: string | undefined,
  ): Answered {
    if (method === 'GET') {
      const size = Number(query.get('pagelen') ?? 10);
      const page = Number(query.get('page') ?? 1);
      const all = double.comments.filter((comment) => comment.pullRequest === pullRequest);
      const values = all.slice((page - 1) * size, page * size).map(shown);
      const next = all.length > page * size && { next: `${double.api}/?page=${page + 1}` };
      return { status: 200, body: { values, page, pagelen: size, ...next } };
    }
    if (!double.mayComment) return lacksScope('write:pullrequest');
    if (pullRequest === 0) return refuse(404, 'Resource not found');
    const checked = check(NewComment, body);
    if (!checked.ok) return refuse(400, 'Bad request', { fields: { content: [checked.problem] } });
    const { raw } = checked.value.content;
    if (method === 'POST' && id === undefined) {
      const comment = { id: double.comments.length + 1, pullRequest, body: raw, deleted: false };
      double.comments.push(comment);
      return { status: 201, body: shown(comment) };
    }
    const comment = double.comments.find((one) => one.id === Number(id));
    if (method !== 'PUT' || comment === undefined) return refuse(404, 'Resource not found');
    comment.body = raw;
    return { status: 200, body: shown(comment) };
  }

  function show(sha: string, key: string): Answered {
    const status = double.standing(sha)[key];
    if (status === undefined) return refuse(404, 'Not found');
    return { status: 200, body: { type: 'build', key, ...status } };
  }

  return double;
}
