/**
 * A double of the part of GitHub's REST API that verdicts need, after its description
 * (https://docs.github.com/rest: commits/statuses, checks/runs, apps/apps, issues/comments).
 */
import { generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { check } from '@twinlens/contract';
import { type Static, Type } from 'typebox';
import {
  type Answered,
  type Asked,
  type ForgeDouble,
  problemOf,
  startForgeDouble,
} from './forge-double.ts';

export interface CheckRun {
  id: number;
  sha: string;
  name: string;
  status: string;
  conclusion: string | null;
  title: string;
  summary: string;
  detailsUrl: string;
}

export interface PullRequestComment {
  id: number;
  pullRequest: number;
  body: string;
}

export interface GithubDouble extends ForgeDouble {
  /** Address of its API. */
  api: string;
  token: string;
  repository: string;
  /** Scopes it says the token has; null for a token that has none to say. */
  scopes: string | null;
  /** Whether a token without scopes, which has permissions instead, may write comments. */
  mayComment: boolean;
  /** An app that is installed on the repository. */
  app: { id: string; installation: number; privateKey: string };
  /** What the app may write. */
  permissions: Record<string, 'read' | 'write'>;
  /** How many tokens the app was given. */
  tokensGiven: number;
  /** Ends the tokens the app was given. */
  endTokens(): void;
  checkRuns: CheckRun[];
  comments: PullRequestComment[];
}

const owner = 'ada';
const shaPattern = '[0-9a-f]{40}';

const Url = Type.String({ pattern: '^https?://' });

const CreateStatus = Type.Object({
  state: Type.Enum(['error', 'failure', 'pending', 'success']),
  target_url: Type.Optional(Url),
  description: Type.Optional(Type.String({ maxLength: 140 })),
  context: Type.Optional(Type.String({ maxLength: 255 })),
});

const checkFields = {
  details_url: Type.Optional(Url),
  external_id: Type.Optional(Type.String()),
  status: Type.Optional(Type.Enum(['queued', 'in_progress', 'completed'])),
  conclusion: Type.Optional(
    Type.Enum([
      'action_required',
      'cancelled',
      'failure',
      'neutral',
      'success',
      'skipped',
      'timed_out',
    ]),
  ),
  output: Type.Optional(
    Type.Object({
      title: Type.String(),
      summary: Type.String({ maxLength: 65_535 }),
      text: Type.Optional(Type.String({ maxLength: 65_535 })),
    }),
  ),
};
const CreateCheckRun = Type.Object({
  name: Type.String(),
  head_sha: Type.String({ pattern: `^${shaPattern}$` }),
  ...checkFields,
});
const UpdateCheckRun = Type.Object({ name: Type.Optional(Type.String()), ...checkFields });
const Comment = Type.Object({ body: Type.String({ minLength: 1, maxLength: 65_536 }) });
/** What a token of an installation is to be limited to. */
const TokenRequest = Type.Object({
  repositories: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 1 })),
  permissions: Type.Optional(Type.Record(Type.String(), Type.Enum(['read', 'write']))),
});
const Claims = Type.Object({ iat: Type.Integer(), exp: Type.Integer(), iss: Type.String() });

/** A token of an app is good for an hour. Milliseconds. */
const tokenMs = 60 * 60_000;

const refuse = (status: number, message: string): Answered => ({
  status,
  body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
});

const invalid = (problem: string) => refuse(422, `Invalid request.\n\n${problem}`);

/** What a token must be for to ask for a path of a repository. */
function permissionFor(path: string): string {
  if (/\/check-runs(\/|$)/.test(path)) return 'checks';
  return /\/status(es)?(\/|$)/.test(path) ? 'statuses' : 'metadata';
}

/** @param repository the name of the one repository it has */
export async function startGithubDouble(repository = 'web-shop'): Promise<GithubDouble> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const appTokens = new Map<string, { until: number; only: readonly string[] | null }>();
  const base = await startForgeDouble((asked) => answer(asked));
  const double: GithubDouble = Object.assign(base, {
    api: base.origin,
    token: 'ghp_a_token_of_the_double',
    repository: `github.com/${owner}/${repository}`,
    scopes: 'public_repo, repo:status',
    mayComment: true,
    app: {
      id: '4711',
      installation: 99,
      privateKey: keys.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    },
    permissions: { statuses: 'write', checks: 'write', pull_requests: 'write' } as const,
    tokensGiven: 0,
    endTokens: () => appTokens.clear(),
    checkRuns: [],
    comments: [],
  });

  function answer(asked: Asked): Answered {
    const { authorization = '' } = asked.headers;
    if (!asked.headers['user-agent']) return refuse(403, 'User agent required');
    const given = /^\/app\/installations\/(\d+)\/access_tokens$/.exec(asked.path);
    if (given !== null && asked.method === 'POST') {
      return giveToken(authorization, given[1] ?? '', asked.body);
    }
    const token = authorization.replace('Bearer ', '');
    if (asked.path === `/repos/${owner}/${repository}/installation`) {
      const problem = problemOfToken(token, keys.publicKey);
      return problem === null
        ? { status: 200, body: { id: double.app.installation } }
        : refuse(401, problem);
    }
    const appToken = appTokens.get(token);
    const isApp = appToken !== undefined && appToken.until > double.now().getTime();
    if (!isApp && token !== double.token) return refuse(401, 'Bad credentials');
    const scopes =
      isApp || double.scopes === null ? undefined : { 'x-oauth-scopes': double.scopes };
    if (isApp && appToken.only !== null && !appToken.only.includes(permissionFor(asked.path))) {
      return refuse(403, 'Resource not accessible by integration');
    }
    const answered = ofRepository(asked, isApp);
    return scopes === undefined ? answered : { ...answered, headers: scopes };
  }

  /** @param installation as the path has it */
  function giveToken(authorization: string, installation: string, body: unknown): Answered {
    const problem = problemOfToken(authorization.replace('Bearer ', ''), keys.publicKey);
    if (problem !== null) return refuse(401, problem);
    if (installation !== String(double.app.installation)) return refuse(404, 'Not Found');
    double.tokensGiven += 1;
    const token = `ghs_token_${double.tokensGiven}`;
    const until = double.now().getTime() + tokenMs;
    const checked = check(TokenRequest, body);
    if (!checked.ok) return invalid(checked.problem);
    const { permissions = null, repositories = [repository] } = checked.value;
    if (repositories.join() !== repository) {
      return refuse(
        422,
        'There is at least one repository that does not exist or is not accessible',
      );
    }
    appTokens.set(token, { until, only: permissions === null ? null : Object.keys(permissions) });
    const given = {
      token,
      expires_at: new Date(until).toISOString(),
      permissions: permissions ?? double.permissions,
    };
    return { status: 201, body: given };
  }

  function problemOfToken(token: string, key: KeyObject): string | null {
    const [header = '', payload = '', signature = ''] = token.split('.');
    const signed = Buffer.from(`${header}.${payload}`);
    if (!verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'))) {
      return 'A JSON web token could not be decoded';
    }
    const claims = check(Claims, JSON.parse(Buffer.from(payload, 'base64url').toString()));
    if (!claims.ok || claims.value.iss !== double.app.id) return 'Integration not found';
    const { iat, exp } = claims.value;
    const now = double.now().getTime() / 1000;
    if (iat > now) {
      return "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
    }
    if (exp <= now) {
      return "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
    }
    return exp > now + 600 ? "'Expiration time' claim ('exp') is too far in the future" : null;
  }

  function ofRepository({ method, path, query, body }: Asked, isApp: boolean): Answered {
    const place = `/repos/${owner}/${repository}`;
    if (path !== place && !path.startsWith(`${place}/`)) return refuse(404, 'Not Found');
    const rest = path.slice(place.length);
    if (rest === '') {
      const fullName = `${owner}/${repository}`;
      return { status: 200, body: { full_name: fullName, permissions: { push: true } } };
    }
    const match = (pattern: string) => new RegExp(`^${pattern}$`).exec(rest)?.[1];
    const sha = match(`/statuses/(${shaPattern})`);
    if (sha !== undefined && method === 'POST') return takeStatus(sha, body);
    const shown = match(`/commits/(${shaPattern})/status`);
    if (shown !== undefined && method === 'GET') return showStatus(shown);
    const listed = match(`/commits/(${shaPattern})/statuses`);
    if (listed !== undefined && method === 'GET') {
      return { status: 200, body: listStatuses(listed) };
    }
    const checked = match(`/commits/(${shaPattern})/check-runs`);
    if (checked !== undefined && method === 'GET') {
      return listCheckRuns(checked, query.get('check_name'), query.get('filter') ?? 'latest');
    }
    if (/^\/check-runs(\/\d+)?$/.test(rest) && !isApp) {
      return refuse(403, 'You must authenticate via a GitHub App.');
    }
    if (rest === '/check-runs' && method === 'POST') return createCheckRun(body);
    const run = match('/check-runs/(\\d+)');
    if (run !== undefined && method === 'PATCH') return updateCheckRun(Number(run), body);
    const commented = match('/issues/(\\d+)/comments');
    if (commented !== undefined) {
      return ofComments({ method, query, body }, Number(commented), isApp);
    }
    const comment = match('/issues/comments/(\\d+)');
    if (comment !== undefined && method === 'PATCH') return updateComment(Number(comment), body);
    return refuse(404, 'Not Found');
  }

  function takeStatus(sha: string, body: unknown): Answered {
    const checked = check(CreateStatus, body);
    if (!checked.ok) return invalid(checked.problem);
    const {
      state,
      context = 'default',
      description = '',
      target_url: targetUrl = '',
    } = checked.value;
    double.statuses.push({ sha, state, context, description, targetUrl });
    return { status: 201, body: { id: double.statuses.length, state } };
  }

  function showStatus(sha: string): Answered {
    const statuses = Object.entries(double.standing(sha)).map(([context, status]) => ({
      target_url: null,
      context,
      ...status,
    }));
    return { status: 200, body: { sha, total_count: statuses.length, statuses } };
  }

  /** Every one of a commit, the newest first. */
  function listStatuses(wanted: string) {
    return double.statuses
      .map((status, index) => ({ ...status, id: index + 1 }))
      .filter(({ sha }) => sha === wanted)
      .map(({ id, state, context, description, targetUrl: target_url }) => {
        return { id, state, context, description, target_url };
      })
      .toReversed();
  }

  const shownRun = ({ id, sha, name, status, conclusion, detailsUrl, ...output }: CheckRun) => ({
    id,
    head_sha: sha,
    name,
    status,
    conclusion,
    details_url: detailsUrl,
    output,
    app: { id: Number(double.app.id) },
  });

  function listCheckRuns(sha: string, wanted: string | null, filter: string): Answered {
    const runs = double.checkRuns.filter(
      (run) => run.sha === sha && (wanted === null || run.name === wanted),
    );
    const shown = runs.slice(filter === 'all' ? 0 : -1).map(shownRun);
    return { status: 200, body: { total_count: shown.length, check_runs: shown } };
  }

  function createCheckRun(body: unknown): Answered {
    const checked = check(CreateCheckRun, body);
    if (!checked.ok) return invalid(checked.problem);
    if (double.permissions.checks !== 'write') {
      return refuse(403, 'Resource not accessible by integration');
    }
    const { name, head_sha: sha } = checked.value;
    const run: CheckRun = {
      id: double.checkRuns.length + 1,
      sha,
      name,
      status: 'queued',
      conclusion: null,
      title: '',
      summary: '',
      detailsUrl: '',
    };
    double.checkRuns.push(run);
    return change(run, checked.value, 201);
  }

  function updateCheckRun(id: number, body: unknown): Answered {
    const run = double.checkRuns.find((one) => one.id === id);
    if (run === undefined) return refuse(404, 'Not Found');
    const checked = check(UpdateCheckRun, body);
    return checked.ok ? change(run, checked.value, 200) : invalid(checked.problem);
  }

  function change(
    run: CheckRun,
    { status, conclusion, output, details_url }: Partial<Static<typeof UpdateCheckRun>>,
    answered: number,
  ): Answered {
    if (status === 'completed' && conclusion === undefined) {
      return invalid('No subschema in "anyOf" matched: "conclusion" wasn\'t supplied.');
    }
    run.status = conclusion === undefined ? (status ?? run.status) : 'completed';
    run.conclusion = conclusion ?? null;
    run.title = output?.title ?? run.title;
    run.summary = output?.summary ?? run.summary;
    run.detailsUrl = details_url ?? run.detailsUrl;
    return { status: answered, body: shownRun(run) };
  }

  function ofComments(
    { method, query, body }: Pick<Asked, 'method' | 'query' | 'body'>,
    pullRequest: number,
    isApp: boolean,
  ): Answered {
    if (method === 'GET') {
      const size = Number(query.get('per_page') ?? 30);
      const page = Number(query.get('page') ?? 1);
      const all = double.comments.filter((comment) => comment.pullRequest === pullRequest);
      return { status: 200, body: all.slice((page - 1) * size, page * size) };
    }
    if (!isApp && double.scopes === null && !double.mayComment) {
      return refuse(403, 'Resource not accessible by personal access token');
    }
    const lacksScope =
      !isApp && double.scopes !== null && !/\brepo\b(?!:)|\bpublic_repo\b/.test(double.scopes);
    if (lacksScope || pullRequest === 0) return refuse(404, 'Not Found');
    const problem = problemOf(Comment, body);
    if (problem !== null) return invalid(problem);
    const comment = { id: double.comments.length + 1, pullRequest, ...(body as { body: string }) };
    double.comments.push(comment);
    return { status: 201, body: comment };
  }

  function updateComment(id: number, body: unknown): Answered {
    const comment = double.comments.find((one) => one.id === id);
    if (comment === undefined) return refuse(404, 'Not Found');
    const checked = check(Comment, body);
    if (!checked.ok) return invalid(checked.problem);
    comment.body = checked.value.body;
    return { status: 200, body: comment };
  }

  return double;
}
