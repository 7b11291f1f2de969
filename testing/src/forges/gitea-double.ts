/**
 * A double of the part of Gitea's and Forgejo's API that statuses and comments need, after its
 * description (`/api/swagger` of each server; `CreateStatusOption`, `CreateIssueCommentOption`).
 */
import { check } from '@twinlens/contract';
import { Type } from 'typebox';
import { type Answered, type Asked, type ForgeDouble, startForgeDouble } from './forge-double.ts';

export interface GiteaDouble extends ForgeDouble {
  api: string;
  token: string;
  repository: string;
  scopes: string[];
  mayPush: boolean;
  comments: { id: number; pullRequest: number; body: string }[];
}

const repository = 'ada/web-shop';

const CreateStatus = Type.Object({
  state: Type.Enum(['pending', 'success', 'error', 'failure', 'warning']),
  target_url: Type.Optional(Type.String()),
  description: Type.Optional(Type.String()),
  context: Type.Optional(Type.String()),
});

const CreateComment = Type.Object({ body: Type.String({ minLength: 1 }) });

const refuse = (status: number, message: string): Answered => ({
  status,
  body: { message, url: 'https://gitea.example.org/api/swagger' },
});

/** As an instance is set up. */
const mostAtOnce = 50;

export async function startGiteaDouble(): Promise<GiteaDouble> {
  const base = await startForgeDouble((asked) => answer(asked));
  const double: GiteaDouble = Object.assign(base, {
    api: `${base.origin}/api/v1`,
    token: '0123456789abcdef0123456789abcdef01234567',
    repository: `gitea.example.org/${repository}`,
    scopes: ['write:repository', 'write:issue'],
    mayPush: true,
    comments: [],
  });

  function answer(asked: Asked): Answered {
    const { method, path, headers, body } = asked;
    if (headers.authorization !== `token ${double.token}`) {
      return refuse(401, 'user does not exist [uid: 0, name: ]');
    }
    const about = path.includes('/issues/') ? 'issue' : 'repository';
    const wanted = `${method === 'GET' ? 'read' : 'write'}:${about}`;
    if (!double.scopes.includes(wanted) && !double.scopes.includes(`write:${about}`)) {
      return refuse(
        403,
        `token does not have at least one of required scope(s), required=[${wanted}]`,
      );
    }
    const place = `/api/v1/repos/${repository}`;
    if (path === place && method === 'GET') {
      const permissions = { admin: false, push: double.mayPush, pull: true };
      return { status: 200, body: { full_name: repository, permissions } };
    }
    if (path.startsWith(`${place}/issues/`)) return ofComments(asked, path.slice(place.length));
    const [, shown] = new RegExp(`^${place}/commits/([0-9a-f]{40})/status$`).exec(path) ?? [];
    if (shown !== undefined && method === 'GET') return show(shown);
    const [, listed] = new RegExp(`^${place}/commits/([0-9a-f]{40})/statuses$`).exec(path) ?? [];
    if (listed !== undefined && method === 'GET') return list(listed, asked.query);
    const [, sha] = new RegExp(`^${place}/statuses/([0-9a-f]{40})$`).exec(path) ?? [];
    if (sha === undefined || method !== 'POST') return refuse(404, 'The target couldn’t be found.');
    if (!double.mayPush) return refuse(403, 'user should have a permission to write to a repo');
    const checked = check(CreateStatus, body);
    if (!checked.ok) return refuse(422, checked.problem);
    const {
      state,
      context = 'default',
      description = '',
      target_url: targetUrl = '',
    } = checked.value;
    double.statuses.push({ sha, state, context, description, targetUrl });
    return { status: 201, body: { id: double.statuses.length, status: state, context } };
  }

  function ofComments({ method, body }: Asked, rest: string): Answered {
    const [, number] = /^\/issues\/(\d+)\/comments$/.exec(rest) ?? [];
    const [, id] = /^\/issues\/comments\/(\d+)$/.exec(rest) ?? [];
    const all = double.comments.filter(({ pullRequest }) => pullRequest === Number(number));
    if (method === 'GET' && number !== undefined) return { status: 200, body: all };
    if (number === '0') return refuse(404, 'issue does not exist');
    const checked = check(CreateComment, body);
    if (!checked.ok) return refuse(422, checked.problem);
    if (method === 'POST' && number !== undefined) {
      const comment = {
        id: double.comments.length + 1,
        pullRequest: Number(number),
        body: checked.value.body,
      };
      double.comments.push(comment);
      return { status: 201, body: comment };
    }
    const comment = double.comments.find((one) => one.id === Number(id));
    if (method !== 'PATCH' || comment === undefined) return refuse(404, 'not found');
    comment.body = checked.value.body;
    return { status: 200, body: comment };
  }

  /** Every one of a commit, the newest first. */
  function list(wanted: string, query: URLSearchParams): Answered {
    const size = Math.min(mostAtOnce, Number(query.get('limit') ?? mostAtOnce));
    const page = Number(query.get('page') ?? 1);
    const all = double.statuses
      .map((status, index) => ({ ...status, id: index + 1 }))
      .filter(({ sha }) => sha === wanted)
      .map(({ id, state: status, context, description, targetUrl: target_url }) => {
        return { id, status, context, description, target_url };
      })
      .toReversed();
    return { status: 200, body: all.slice((page - 1) * size, page * size) };
  }

  function show(sha: string): Answered {
    const statuses = Object.entries(double.standing(sha)).map(
      ([context, { state, description }]) => ({ context, status: state, description }),
    );
    return { status: 200, body: { sha, total_count: statuses.length, statuses } };
  }

  return double;
}
