/** What a key may not do, in one place: every call of a client passes here once it is validated. */
import {
  type OperationId,
  type OperationShape,
  operations,
  TwinlensError,
} from '@twinlens/contract';
import {
  type Context,
  defaultProject,
  type FoundSecret,
  findProject,
} from '@twinlens/visual-tests';
import type { FastifyRequest } from 'fastify';

/** What the run of a pull request calls; its key opens nothing else. */
const forPullRequests: ReadonlySet<string> = new Set<OperationId>([
  'startJob',
  'cancelJob',
  'signPackageUpload',
  'finalizePackage',
  'getPackageData',
  'addPackage',
  'createSnapRequests',
  'createSnapRequest',
  'extendReport',
  'addFinishedSnapRequest',
  'signImageUpload',
  'createAsyncReport',
  'finalizeAsyncReport',
  'findBaseline',
  'compareReports',
]);

export type RestrictedKey = Pick<FoundSecret, 'accountId' | 'kind' | 'project'>;

/** @throws TwinlensError `forbidden` when this key may not make this call */
export async function enforceRestrictions(
  ctx: Context,
  key: RestrictedKey,
  operation: OperationShape,
  request: FastifyRequest,
): Promise<void> {
  if (key.project === null && key.kind !== 'pull-request') return;
  const projects = projectsOf(operation, request);
  if (key.project !== null) requireScope(key.project, projects);
  if (key.kind !== 'pull-request') return;
  if (!forPullRequests.has(operation.id)) {
    throw new TwinlensError(
      'forbidden',
      'the key of a pull request is only for what its run sends: use an API key of the account for this call',
    );
  }
  requireAsync(operation, request);
  for (const project of projects) {
    if ((await findProject(ctx, key.accountId, project ?? undefined)) !== null) continue;
    throw new TwinlensError(
      'forbidden',
      `project: there is no "${project ?? defaultProject}" yet, and the key of a pull request makes no projects: run it once with an API key of the account`,
    );
  }
}

/** Projects that a call is about; null where it names none and so may be about all of them. */
function projectsOf(operation: OperationShape, request: FastifyRequest): (string | null)[] {
  const query = namedIn(operation.query, request.query);
  const body = namedIn(operation.body, request.body).map((name) => name ?? defaultProject);
  return [...query, ...body];
}

interface Named {
  project?: string;
  /** A list; in a query, text with commas. */
  projects?: string[] | string;
}

function namedIn(schema: object | undefined, values: unknown): (string | null)[] {
  const { properties = {} } = (schema ?? {}) as { properties?: object };
  if (!('project' in properties || 'projects' in properties)) return [];
  const { project, projects = [] } = (values ?? {}) as Named;
  const listed = typeof projects === 'string' ? projects.split(',') : projects;
  const named = project === undefined ? listed : [project, ...listed];
  return named.length === 0 ? [null] : named.map((name) => name.trim());
}

function requireScope(scope: string, projects: (string | null)[]): void {
  const other = projects.find((project) => project !== scope);
  if (other === undefined) return;
  throw new TwinlensError(
    'forbidden',
    other === null
      ? `this key is for the project "${scope}" only: name it in "project"`
      : `this key is for the project "${scope}" only, not for "${other}": ask for a key of that project`,
  );
}

/** A comparison within the call answers the account's pictures, which not everybody may see. */
function requireAsync({ id }: OperationShape, { body }: FastifyRequest): void {
  if (id !== operations.compareReports.id) return;
  const { isAsync } = Object(body) as { isAsync?: unknown };
  if (isAsync === true || isAsync === 'true') return;
  throw new TwinlensError(
    'forbidden',
    'the key of a pull request gets no pictures back: send "isAsync": true, or use an API key of the account',
  );
}
