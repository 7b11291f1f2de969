/**
 * A double of the builds of Bitbucket Data Center, after their description
 * (https://developer.atlassian.com/server/bitbucket/rest: builds and deployments).
 */
import { check } from '@twinlens/contract';
import { Type } from 'typebox';
import { type Answered, type Asked, type ForgeDouble, startForgeDouble } from './forge-double.ts';

export interface BitbucketServerDouble extends ForgeDouble {
  api: string;
  token: string;
  repository: string;
  mayWrite: boolean;
}

const Build = Type.Object({
  key: Type.String({ minLength: 1, maxLength: 255 }),
  state: Type.Enum(['SUCCESSFUL', 'FAILED', 'INPROGRESS', 'CANCELLED', 'UNKNOWN']),
  url: Type.String({ maxLength: 450, pattern: '^https?://' }),
  name: Type.Optional(Type.String({ maxLength: 255 })),
  description: Type.Optional(Type.String({ maxLength: 255 })),
  ref: Type.Optional(Type.String({ pattern: '^refs/' })),
});

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
  });

  function answer({ method, path, query, headers, body }: Asked): Answered {
    if (headers.authorization !== `Bearer ${double.token}`) {
      return refuse(401, 'Authentication failed. Please check your credentials and try again.');
    }
    const place = '/rest/api/latest/projects/SHOP/repos/web-shop';
    if (path === place && method === 'GET') return { status: 200, body: { slug: 'web-shop' } };
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

  function show(sha: string, key: string): Answered {
    const status = double.standing(sha)[key];
    if (status === undefined) return refuse(404, `No build status with key ${key}`);
    return { status: 200, body: { key, ...status } };
  }

  return double;
}
