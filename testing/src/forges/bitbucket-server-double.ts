/**
 * A double of the builds and comments of Bitbucket Data Center, after their description
 * (https://developer.atlassian.com/server/bitbucket/rest: builds and deployments, pull requests).
 */
import { check } from '@twinlens/contract';
import { Type } from 'typebox';
import { type Answered, type Asked, type ForgeDouble, startForgeDouble } from './forge-double.ts';

export interface BitbucketServerDouble extends ForgeDouble {
  api: string;
  token: string;
  repository: string;
  mayWrite: boolean;
  /** Whether it may write comments. */
  mayComment: boolean;
  comments: { id: number; version: number; pullRequest: number; body: string }[];
}

const Build = Type.Object({
  key: Type.String({ minLength: 1, maxLength: 255 }),
  state: Type.Enum(['SUCCESSFUL', 'FAILED', 'INPROGRESS', 'CANCELLED', 'UNKNOWN']),
  url: Type.String({ maxLength: 450, pattern: '^https?://' }),
  name: Type.Optional(Type.String({ maxLength: 255 })),
  description: Type.Optional(Type.String({ maxLength: 255 })),
  ref: Type.Optional(Type.String({ pattern: '^refs/' })),
});

const text = Type.String({ minLength: 1, maxLength: 32_768 });
const NewComment = Type.Object({ text });
const ChangedComment = Type.Object({ text, version: Type.Integer() });

const refuse = (status: number, message: string, context: string | null = null): Answered => ({
  status,
  body: { errors: [{ context, message, exceptionName: null }] },
});

export async function startBitbucketServerDouble(): Promise<BitbucketServerDouble> {
  const base = await startForgeDouble((asked) => answer(asked));
  const double: BitbucketServerDouble = Object.assign(base, {
    api: base.origin,
    token: 'a-token-of-the-double',
    repository: 'bitbucket.example.org/projects/SHOP/repos/web-shop',
    mayWrite: true,
    mayComment: true,
    comments: [],
  });

  function answer(asked: Asked): Answered {
    const { method, path, query, headers, body } = asked;
    if (headers.authorization !== `Bearer ${double.token}`) {
      return refuse(401, 'Authentication failed. Please check your credentials and try again.');
    }
    const place = '/rest/api/latest/projects/SHOP/repos/web-shop';
    if (path === place && method === 'GET') return { status: 200, body: { slug: 'web-shop' } };
    const discussed = new RegExp(`^${place}/pull-requests/(\\d+)(/.*)$`).exec(path);
    if (discussed !== null) return ofComments(asked, Number(discussed[1]), discussed[2] ?? '');
    const pattern = new RegExp(`^${place}/commits/([0-9a-f]{40})/builds$`);
    const [matches, sha = ''] = pattern.exec(path) ?? [];
    if (matches === undefined) return refuse(404, 'Repository SHOP/none does not exist.');
    if (method === 'GET') return show(sha, query.get('key') ?? '');
    if (method !== 'POST') return refuse(405, 'Method not allowed');
    if (!double.mayWrite) {
      return refuse(401, 'You are not permitted to access this resource');
    }
    const checked = check(Build, body);
    if (!checked.ok) return refuse(400, checked.problem, 'body');
    const { state, key: context, description = '', url: targetUrl } = checked.value;
    double.statuses.push({ sha, state, context, description, targetUrl });
    return { status: 204 };
  }

  const shown = ({ id, version, body }: BitbucketServerDouble['comments'][number]) => ({
    id,
    version,
    text: body,
    severity: 'NORMAL',
    state: 'OPEN',
  });

  function ofComments({ method, query, body }: Asked, pullRequest: number, rest: string): Answered {
    if (method === 'GET' && rest === '/activities') {
      const size = Number(query.get('limit') ?? 25);
      const start = Number(query.get('start') ?? 0);
      const said = double.comments.filter((comment) => comment.pullRequest === pullRequest);
      // The newest first; the oldest is that it was opened.
      const all = [
        ...said.toReversed().map((one) => ({ action: 'COMMENTED', comment: shown(one) })),
        { action: 'OPENED' },
      ];
      const isLastPage = start + size >= all.length;
      const nextPageStart = isLastPage ? null : start + size;
      const values = all.slice(start, start + size);
      return { status: 200, body: { size: values.length, isLastPage, nextPageStart, values } };
    }
    if (!double.mayComment) return refuse(401, 'You are not permitted to access this resource');
    if (pullRequest === 0) return refuse(404, 'Pull request 0 does not exist');
    if (method === 'POST' && rest === '/comments') {
      const checked = check(NewComment, body);
      if (!checked.ok) return refuse(400, checked.problem, 'text');
      const { text } = checked.value;
      const comment = { id: double.comments.length + 1, version: 0, pullRequest, body: text };
      double.comments.push(comment);
      return { status: 201, body: shown(comment) };
    }
    const [, id] = /^\/comments\/(\d+)$/.exec(rest) ?? [];
    const comment = double.comments.find((one) => one.id === Number(id));
    if (method !== 'PUT' || comment === undefined) return refuse(404, 'The comment does not exist');
    const checked = check(ChangedComment, body);
    if (!checked.ok) return refuse(400, checked.problem, 'text');
    if (checked.value.version !== comment.version) {
      return refuse(
        409,
        'You are attempting to modify a comment based on out-of-date information.',
      );
    }
    comment.body = checked.value.text;
    comment.version += 1;
    return { status: 200, body: shown(comment) };
  }

  function show(sha: string, key: string): Answered {
    const status = double.standing(sha)[key];
    if (status === undefined) return refuse(404, `No build status with key ${key}`);
    return { status: 200, body: { key, ...status } };
  }

  return double;
}
