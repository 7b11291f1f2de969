/**
 * A double of the part of GitLab's REST API that statuses and notes need, after its description
 * (https://docs.gitlab.com/api: commits, projects, personal_access_tokens, notes).
 */
import { check } from '@twinlens/contract';
import { Type } from 'typebox';
import {
  type Answered,
  type Asked,
  type ForgeDouble,
  startForgeDouble,
  type TakenStatus,
} from './forge-double.ts';

export interface Note {
  id: number;
  mergeRequest: number;
  body: string;
}

export interface GitlabDouble extends ForgeDouble {
  api: string;
  token: string;
  repository: string;
  scopes: string[];
  /** Of whoever has the token; 20 reports, 30 develops. */
  accessLevel: number;
  notes: Note[];
}

const path = 'shop/web/front-end';

const CreateStatus = Type.Object({
  state: Type.Enum(['pending', 'running', 'success', 'failed', 'canceled', 'skipped']),
  ref: Type.Optional(Type.String()),
  name: Type.Optional(Type.String({ maxLength: 255 })),
  target_url: Type.Optional(Type.String({ maxLength: 255, pattern: '^https?://' })),
  description: Type.Optional(Type.String({ maxLength: 255 })),
  coverage: Type.Optional(Type.Number()),
  pipeline_id: Type.Optional(Type.Integer()),
});
const CreateNote = Type.Object({ body: Type.String({ minLength: 1, maxLength: 1_000_000 }) });

const refuse = (status: number, message: string): Answered => ({ status, body: { message } });

export async function startGitlabDouble(): Promise<GitlabDouble> {
  const base = await startForgeDouble((asked) => answer(asked));
  const double: GitlabDouble = Object.assign(base, {
    api: `${base.origin}/api/v4`,
    token: 'glpat-a-token-of-the-double',
    repository: `gitlab.example.org/${path}`,
    scopes: ['api'],
    accessLevel: 30,
    notes: [],
  });

  function answer(asked: Asked): Answered {
    const { method, path: asks } = asked;
    if (asked.headers['private-token'] !== double.token) return refuse(401, '401 Unauthorized');
    const isReading = method === 'GET';
    if (!double.scopes.includes('api') && !(isReading && double.scopes.includes('read_api'))) {
      const scope = isReading ? 'api read_api' : 'api';
      return {
        status: 403,
        body: {
          error: 'insufficient_scope',
          error_description:
            'The request requires higher privileges than provided by the access token.',
          scope,
        },
      };
    }
    if (isReading && asks === '/api/v4/personal_access_tokens/self') {
      return { status: 200, body: { id: 1, active: true, scopes: double.scopes } };
    }
    // The whole path is one part of the address.
    const [, project = '', rest = ''] = /^\/api\/v4\/projects\/([^/]+)(\/.*)?$/.exec(asks) ?? [];
    if (decodeURIComponent(project) !== path) return refuse(404, '404 Project Not Found');
    if (isReading && rest === '') {
      const project_access = { access_level: double.accessLevel };
      return {
        status: 200,
        body: { path_with_namespace: path, permissions: { project_access, group_access: null } },
      };
    }
    const [, posted] = /^\/statuses\/([0-9a-f]{40})$/.exec(rest) ?? [];
    if (posted !== undefined && method === 'POST') return takeStatus(posted, asked.body);
    const [, shown] = /^\/repository\/commits\/([0-9a-f]{40})\/statuses$/.exec(rest) ?? [];
    if (shown !== undefined && isReading) {
      return showStatuses(shown, asked.query.get('name'), asked.query.get('all') === 'true');
    }
    const [, merge, note] = /^\/merge_requests\/(\d+)\/notes(?:\/(\d+))?$/.exec(rest) ?? [];
    if (merge !== undefined) return ofNotes(asked, Number(merge), note);
    return { status: 404, body: { error: '404 Not Found' } };
  }

  const newestOf = (sha: string, context: string): TakenStatus | undefined =>
    double.statuses.findLast((status) => status.sha === sha && status.context === context);

  function takeStatus(sha: string, body: unknown): Answered {
    const checked = check(CreateStatus, body);
    if (!checked.ok) return { status: 400, body: { error: checked.problem } };
    if (double.accessLevel < 30) return refuse(403, '403 Forbidden');
    const {
      state,
      name: context = 'default',
      description = '',
      target_url: targetUrl = '',
    } = checked.value;
    const last = newestOf(sha, context)?.state;
    const event = { pending: 'enqueue', running: 'run' }[state as string];
    const isSame = last === state || (last === 'running' && state === 'pending');
    if (event !== undefined && isSame) {
      return refuse(
        400,
        `Cannot transition status via :${event} from :${last} (Reason(s): Status cannot transition via "${event}")`,
      );
    }
    double.statuses.push({ sha, state, context, description, targetUrl });
    return { status: 201, body: { id: double.statuses.length, sha, status: state, name: context } };
  }

  /** The newest of each name, or all there ever were. */
  function showStatuses(sha: string, name: string | null, all: boolean): Answered {
    const own = double.statuses
      .map((status, index) => ({ id: index + 1, ...status }))
      .filter((status) => status.sha === sha && (name === null || status.context === name));
    const shown = all
      ? own
      : own.filter(
          ({ context }, index) => index === own.findLastIndex((one) => one.context === context),
        );
    const body = shown.map(({ id, context, state, description, targetUrl: target_url }) => {
      return { id, name: context, status: state, description, target_url };
    });
    return { status: 200, body };
  }

  function ofNotes({ method, query, body }: Asked, mergeRequest: number, id?: string): Answered {
    const all = double.notes.filter((note) => note.mergeRequest === mergeRequest);
    if (method === 'GET' && id === undefined) {
      const size = Number(query.get('per_page') ?? 20);
      const page = Number(query.get('page') ?? 1);
      return { status: 200, body: all.slice((page - 1) * size, page * size) };
    }
    const checked = check(CreateNote, body);
    if (!checked.ok) return { status: 400, body: { error: checked.problem } };
    if (method === 'POST' && id === undefined) {
      const note = { id: double.notes.length + 1, mergeRequest, body: checked.value.body };
      double.notes.push(note);
      return { status: 201, body: note };
    }
    const note = all.find((one) => one.id === Number(id));
    if (method !== 'PUT' || note === undefined) return refuse(404, '404 Not found');
    note.body = checked.value.body;
    return { status: 200, body: note };
  }

  return double;
}
