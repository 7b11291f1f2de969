/**
 * Who may call what, for every operation of the contract and every route there is. The cases are
 * made from both lists: a new operation is tested without anybody thinking of it, and a route that
 * is in neither list fails here.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  call,
  type OperationId,
  type OperationShape,
  operations,
  pathOf,
} from '@twinlens/contract';
import {
  addDestination,
  allowAssistant,
  type Context,
  connectRepository,
  createWorkerToken,
  decideComparison,
  noteWorker,
  openThread,
  packageName,
  payloadName,
  registerAssistantClient,
  registerWorker,
} from '@twinlens/visual-tests';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtPages } from '../src/http/pages.ts';
import {
  addOperator,
  addPerson,
  addTenant,
  type Installation,
  startInstallation,
  statusToken,
  type Tenant,
  workerToken,
} from './installation.ts';
import { type RecordedComparison, recordComparison } from './recorded-comparison.ts';
import { type RegisteredRoute, recordRoutes } from './registered-routes.ts';
import { wordsOf } from './words-of.ts';

/** Routes that are no operation, each open to anybody for a reason. */
const openRoutes = new Set([
  // The pages themselves, which are the same for everybody and hold nothing.
  'GET /',
  'GET /sign-in',
  'GET /welcome',
  'GET /a/*',
  'GET /docs/api',
  'GET /dashboard',
  'GET /projects',
  'GET /account',
  'GET /settings',
  'GET /github-integration',
  'GET /webhooks',
  'GET /user-access',
  'GET /connect-assistant',
  // Its secret is the token in it.
  'GET /mail/unsubscribe',
  'POST /mail/unsubscribe',
  'GET /sign-in/link',
  'POST /sign-in/link',
  // Sends strangers to sign in.
  'GET /cli/auth',
  // How assistants find the way in, and are let in; tokens are asked for by what only they have.
  'GET /.well-known/oauth-authorization-server',
  'GET /.well-known/oauth-protected-resource',
  'GET /.well-known/oauth-protected-resource/api/mcp',
  'POST /api/oauth/register',
  'GET /api/oauth/authorize',
  'POST /api/oauth/token',
  'POST /api/oauth/revoke',
  // Open to whoever has an access token (assistants.test.ts).
  'GET /api/mcp',
  'POST /api/mcp',
  'DELETE /api/mcp',
]);

/** Kinds of access that are by the session of a person. */
const sessions = new Set<string>(['session', 'operator']);

const all = Object.values(operations) as OperationShape[];
const withAccess = (access: OperationShape['access']) =>
  all.filter((operation) => operation.access === access);

let installation: Installation;
let routes: RegisteredRoute[];
let origin: string;
let owner: Tenant;
let stranger: Tenant;
let record: RecordedComparison;
let repositoryId: number;
/** Of what the owner says about the comparison. */
let threadId: number;
let commentId: number;
/** Of a decision on the owner's comparison. */
let reviewId: number;
/** Of an example of the owner's that is not copied. */
let turnedOffId: number;
/** Public ids of the owner's snapshots. */
let snapshotIds: string[];
/** Of a capture with a payload, a package and a recorded document. */
let recordedId: number;
let retakeId: number;
/** Where the owner's verdicts are told, and one that was. */
let destinationId: number;
let deliveryId: number;
/** What a program asks the owner for, and one that was let in. */
let assistantRequest: Record<string, string>;
let assistantId: number;
/** Headers of somebody who runs the installation, and what belongs to it. */
let operator: Record<string, string>;
let workerId: number;
let workerTokenId: number;

beforeAll(async () => {
  ({ result: installation, routes } = await recordRoutes(() => startInstallation()));
  const { ctx, url } = installation.server;
  origin = url;
  owner = await addTenant(ctx, 'owner');
  stranger = await addTenant(ctx, 'stranger');
  const sizes = { changed: 2, added: 1, deleted: 1, unchanged: 3 };
  record = await recordComparison(ctx, owner, sizes);
  const snapshots = await call({ origin, headers: owner.client }, operations.listSnapshots, {
    params: { sha: record.sha1 },
    query: {},
  });
  snapshotIds = snapshots?.map(({ id }) => id) ?? [];
  const connection = { repository: 'github.com/owner/name', workflows: true, pullRequests: true };
  const caller = { ...owner, name: 'owner', role: 'admin' as const };
  ({ id: repositoryId } = await connectRepository({ ctx, input: { caller, ...connection } }));
  const { history } = await decideComparison({
    ctx,
    input: {
      caller,
      comparisonId: record.comparisonId,
      decision: 'rejected',
      scope: { kind: 'undecided' },
    },
  });
  reviewId = history[0]?.id ?? 0;
  const { threads } = await openThread({
    ctx,
    input: {
      caller,
      comparisonId: record.comparisonId,
      snapshotId: record.after[0] ?? 0,
      text: 'Is this meant?',
    },
  });
  threadId = threads[0]?.id ?? 0;
  commentId = threads[0]?.comments[0]?.id ?? 0;
  turnedOffId = await turnOff(ctx, owner.accountId, record);
  recordedId = await recordDocument(ctx, owner.accountId);
  await retakeOf(ctx, owner, record);
  await upgradeBrowser(ctx, record);
  const destination = webhookTo('http://127.0.0.1:1/');
  const added = await addDestination({ ctx, input: { caller, destination } });
  destinationId = added.destination.id;
  deliveryId = await addDelivery(ctx, destinationId);
  await addAssistant(ctx);
  operator = await addOperator(ctx);
  ({ id: workerTokenId } = await createWorkerToken({ ctx, input: { by: 'test', label: 'a' } }));
  const noted = { caller: { tokenId: workerTokenId }, name: 'worker', types: ['browser-chrome'] };
  ({ id: workerId } = await noteWorker({ ctx, input: noted }));
});
afterAll(() => installation.close());

const webhookTo = (url: string) => ({
  kind: 'webhook' as const,
  settings: { url, events: ['flake' as const] },
});

async function addAssistant(ctx: Context): Promise<void> {
  const redirectUri = 'https://agent.example/callback';
  const { id } = await registerAssistantClient({
    ctx,
    input: { name: 'Agent', uri: null, redirectUris: [redirectUri], sender: 'here' },
  });
  const challenge = 'x'.repeat(43);
  const { userId, accountId } = owner;
  const input = { userId, accountId, clientId: id, redirectUri, challenge };
  await allowAssistant({ ctx, input });
  const row = await ctx.db.selectFrom('assistant').select('id').executeTakeFirstOrThrow();
  assistantId = row.id;
  assistantRequest = {
    response_type: 'code',
    client_id: id,
    redirect_uri: redirectUri,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  };
}

async function addDelivery(ctx: Context, to: number): Promise<number> {
  const { id } = await ctx.db
    .insertInto('delivery')
    .values({
      destination_id: to,
      content: JSON.stringify({ type: 'event', body: {} }),
      next_at: ctx.now(),
      created_at: ctx.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** An example whose copied picture was found to be different. */
async function turnOff(
  ctx: Context,
  accountId: number,
  { snapRequestId }: RecordedComparison,
): Promise<number> {
  const image = await ctx.db
    .selectFrom('image')
    .select('id')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  const { id } = await ctx.db
    .insertInto('uncopied_example')
    .values({
      account_id: accountId,
      type: 'browser-chrome',
      target: 'chrome',
      component: 'Button',
      variant: 'default',
      snap_request_id: snapRequestId,
      copied_image: image.id,
      rendered_image: null,
      found_at: ctx.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** A finished capture, of whose payload and package the account can have a look. */
async function recordDocument(ctx: Context, accountId: number): Promise<number> {
  const hash = 'd'.repeat(32);
  await ctx.store.put(packageName(accountId, hash), Buffer.from('an archive'));
  const { id } = await ctx.db
    .insertInto('snap_request')
    .values({
      account_id: accountId,
      type: 'browser-chrome',
      target: 'chrome',
      state: 'done',
      package_hash: hash,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const snapPayloads = [{ component: 'Button', variant: 'default', html: '<p>recorded</p>' }];
  const payload = JSON.stringify({ viewport: '800x600', snapPayloads });
  await ctx.store.put(payloadName(accountId, id), Buffer.from(payload));
  return id;
}

/** Of the capture of the record, with another picture of what its report has first. */
async function retakeOf(
  ctx: Context,
  { accountId, userId }: Tenant,
  { snapRequestId, before, after }: RecordedComparison,
): Promise<void> {
  const rows = await ctx.db
    .selectFrom('snapshot')
    .select(['component', 'variant', 'target', 'image_id as imageId'])
    .where('id', 'in', [before[1] ?? 0, after[0] ?? 0])
    .orderBy('id')
    .execute();
  const timings = { renderMs: 1, waitMs: 1, screenshotMs: 1 };
  const result = rows.map((row) => ({ ...row, ...timings, imageId: rows[0]?.imageId ?? 0 }));
  const values = { account_id: accountId, type: 'browser-chrome', target: 'chrome' };
  const { id } = await ctx.db
    .insertInto('snap_request')
    .values({ ...values, state: 'done', result: JSON.stringify(result) })
    .returning('id')
    .executeTakeFirstOrThrow();
  retakeId = id;
  const by = { by_user: userId, by_name: 'owner', at: ctx.now() };
  await ctx.db
    .insertInto('retake')
    .values({ snap_request_id: id, retake_of: snapRequestId, ...by })
    .execute();
}

/** Of the record, after its baseline was captured; a worker has the new version. */
async function upgradeBrowser(
  ctx: Context,
  { snapRequestId, sha1 }: RecordedComparison,
): Promise<void> {
  const captured = (id: number, browser: string) =>
    ctx.db.updateTable('snap_request').set({ browser }).where('id', '=', id).execute();
  await captured(recordedId, 'Chromium 1');
  await captured(snapRequestId, 'Chromium 2');
  const { snapshot_ids: ids } = await ctx.db
    .selectFrom('report')
    .select('snapshot_ids')
    .where('sha', '=', sha1)
    .executeTakeFirstOrThrow();
  await ctx.db
    .updateTable('report')
    .set({ snap_request_ids: ids.map(() => recordedId) })
    .where('sha', '=', sha1)
    .execute();
  const browser = { browser: 'Chromium 2', version: 'Chromium 2', lacks: [] };
  await registerWorker({
    ctx,
    input: {
      ...{ caller: { tokenId: null }, name: 'upgraded', fonts: '' },
      ...{ calibrations: [], outOfService: null },
      targets: [{ type: 'browser-chrome', ...browser }],
    },
  });
}

type Values = Record<string, string | number>;

/** Operations that need a capture of which everything is there. */
const ofRecorded = new Set<string>([
  'retakeSnapRequest',
  'getSnapRequestPayload',
  'getSnapRequestPackage',
  'getSnapRequestDocument',
]);

/** What the parameters of every operation are called, with values that exist in the owner's account. */
function ownersValues(id: string): Values {
  return {
    account: owner.accountId,
    project: owner.projectId,
    job: record.jobId,
    comparison: record.comparisonId,
    id: ofRecorded.has(id)
      ? recordedId
      : /snaprequest/i.test(id)
        ? record.snapRequestId
        : record.asyncReportId,
    index: 0,
    snapRequest: record.snapRequestId,
    sha: record.sha2,
    sha1: record.sha1,
    fromSha: record.sha1,
    toSha: 'copied',
    sha2: record.sha2,
    beforeSnapshotId: record.before[0] ?? 0,
    afterSnapshotId: record.after[0] ?? 0,
    id1: snapshotIds[0] ?? '',
    id2: snapshotIds[1] ?? '',
    repository: repositoryId,
    destination: destinationId,
    delivery: deliveryId,
    assistant: assistantId,
    review: reviewId,
    snapshot: record.after[0] ?? 0,
    thread: threadId,
    comment: commentId,
    example: turnedOffId,
    key: owner.apiKey,
    hash: '0'.repeat(32),
    token: '0'.repeat(32),
    worker: workerId,
    workerToken: workerTokenId,
  };
}

/** The same, none of which has ever existed anywhere. */
const nobodysValues = (id: string): Values => ({
  ...ownersValues(id),
  project: 999_999,
  job: 999_999,
  comparison: 999_999,
  id: 999_999,
  snapRequest: 999_999,
  sha: 'never',
  sha1: 'never',
  fromSha: 'never made',
  sha2: 'seen',
  beforeSnapshotId: 999_998,
  afterSnapshotId: 999_999,
  id1: '0'.repeat(24),
  id2: 'f'.repeat(24),
  repository: 999_999,
  destination: 999_999,
  delivery: 999_999,
  assistant: 999_999,
  review: 999_999,
  snapshot: 999_999,
  thread: 999_999,
  comment: 999_999,
  example: 999_999,
  key: 'no such key',
});

/** A body the operation accepts. A new operation with a body needs a line here. */
const bodies: Partial<Record<OperationId, object>> = {
  decideComparison: { decision: 'accepted' },
  createApiKey: { label: 'another' },
  startJob: {},
  orchestrateJob: { projects: ['default'] },
  cancelJob: { status: 'failure' },
  createSnapRequests: { items: [{}] },
  createSnapRequest: { type: 'browser-chrome', payload: {} },
  addFinishedSnapRequest: { snaps: [] },
  ignoreDiff: { snapshot1Id: '0'.repeat(24), snapshot2Id: '1'.repeat(24) },
  finalizeAsyncReport: { nonce: 'n' },
  compareReports: { isAsync: true },
  createReport: { snaps: [] },
  completeReport: {},
  copyReport: {},
  connectRepository: { repository: 'github.com/owner/other', workflows: true, pullRequests: true },
  changeRepository: { workflows: true, pullRequests: true },
  addDestination: webhookTo('http://127.0.0.1:1/'),
  changeDestination: webhookTo('http://127.0.0.1:2/'),
  reconcile: { since: '2026-01-01T00:00:00.000Z' },
  setPolicy: { deepCompare: null, passes: [], rules: [] },
  openThread: { text: 'And this?' },
  addComment: { text: 'Yes.' },
  readNotices: {},
  setNoticeSettings: { ways: { decided: 'none' }, follows: ['Checkout/*'] },
  resolveThread: { resolved: true },
  setOutageRule: { rule: { policy: 'open', afterSeconds: 60 } },
  setReviewRules: {
    deciders: 'members',
    reviewers: 1,
    ownChanges: true,
    remember: true,
    owners: [],
  },
  createWorkerToken: { label: 'another' },
  setWorkerState: { state: 'drained' },
  setUpAccount: { name: 'Owner', email: 'owner@example.org', password: 'long enough' },
};

/** What has to be in the query of an operation. */
const queries: Record<string, string> = {
  listComparisons: '?sha=any',
  listChanges: '?kind=changed',
  getChangeFilters: '?kind=changed',
  getSnapshotHistory: '?component=component-000000&variant=default&target=chrome',
  getComponent: '?component=component-000000',
};

function bodyFor(operation: OperationShape, values: Values): object | undefined {
  const { beforeSnapshotId, afterSnapshotId, sha1, snapRequest, snapshot } = values;
  const named: Partial<Record<OperationId, object>> = {
    reportFlake: { beforeSnapshotId, afterSnapshotId },
    answerAssistantRequest: { request: assistantRequest, account: null },
    adoptRetake: { snapRequestId: retakeId },
    tellPresence: { snapshot },
    askForReview: { person: owner.userId },
    createAsyncReport: { requestIds: [snapRequest] },
    extendReport: { extendsSha: sha1, extendedSnaps: [] },
    findBaseline: { shas: [sha1] },
  };
  const id = operation.id as OperationId;
  return named[id] ?? bodies[id];
}

function send(
  operation: OperationShape,
  headers: Record<string, string>,
  values = ownersValues(operation.id),
): Promise<Response> {
  const query =
    operation.id === 'getAssistantRequest'
      ? `?${new URLSearchParams(assistantRequest)}`
      : (queries[operation.id] ?? '');
  const body = bodyFor(operation, values);
  return fetch(origin + pathOf(operation, values) + query, {
    method: operation.method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
}

const answerOf = async (response: Response) => ({
  status: response.status,
  body: await wordsOf(response),
});

describe('the list of routes', () => {
  const isBuiltFile = (url: string) => existsSync(join(builtPages, decodeURIComponent(url)));

  test('has every operation, with the access its contract says', () => {
    for (const { method, path, access } of all) {
      expect(routes).toContainEqual({ method, url: path, access });
    }
  });

  test('has nothing that is neither an operation nor known to be open', () => {
    const unknown = routes.filter(({ method, url, access }) => {
      const asked = method === 'HEAD' ? 'GET' : method;
      if (access) return !all.some((one) => one.method === asked && one.path === url);
      return !openRoutes.has(`${asked} ${url}`) && !(asked === 'GET' && isBuiltFile(url));
    });
    expect(unknown).toEqual([]);
  });
});

describe('without the right kind of credentials', () => {
  const credentials = (): Record<string, Record<string, string>> => ({
    none: {},
    session: owner.session,
    operator: operator,
    client: owner.client,
    worker: { authorization: `Bearer ${workerToken}` },
    status: { authorization: `Bearer ${statusToken}` },
    nonsense: { authorization: 'Bearer nonsense', cookie: 'twinlens.session_token=nonsense' },
  });

  for (const access of ['session', 'client', 'worker', 'status', 'operator'] as const) {
    test.each(withAccess(access).map((operation) => [operation.id, operation] as const))(
      `${access} operation %s answers 401`,
      async (_id, operation) => {
        for (const [kind, headers] of Object.entries(credentials())) {
          // A session is one, whoever's it is.
          if (kind === access || [kind, access].every((one) => sessions.has(one))) continue;
          const answer = await answerOf(await send(operation, { ...headers, origin }));
          expect({ kind, ...answer }).toMatchObject({ kind, status: 401 });
          expect(answer.body).toContain('"unauthenticated"');
        }
      },
    );
  }
});

describe('with a session of another account', () => {
  const inAccount = withAccess('session').filter(({ path }) => path.includes(':account'));
  const withIds = inAccount.filter(({ path }) => /:(?!account)\w+/.test(path));

  test.each(inAccount.map((operation) => [operation.id, operation] as const))(
    '%s answers as if the account did not exist',
    async (id, operation) => {
      const theirs = await answerOf(await send(operation, stranger.session));
      const nobodys = await answerOf(
        await send(operation, stranger.session, { ...nobodysValues(id), account: 999_999 }),
      );
      expect(theirs.status).toBe(404);
      expect(theirs).toEqual(nobodys);
    },
  );

  test.each(withIds.map((operation) => [operation.id, operation] as const))(
    '%s answers for ids of that account as for ids that do not exist',
    async (id, operation) => {
      const account = stranger.accountId;
      const theirs = await answerOf(
        await send(operation, stranger.session, { ...ownersValues(id), account }),
      );
      const nobodys = await answerOf(
        await send(operation, stranger.session, { ...nobodysValues(id), account }),
      );
      expect(theirs.status).toBe(404);
      expect(theirs).toEqual(nobodys);
    },
  );
});

describe('what is for operators', () => {
  const operations = withAccess('operator').map((operation) => [operation.id, operation] as const);

  test.each(operations)('%s is refused to administrators of other accounts', async (_id, one) => {
    const { status, body } = await answerOf(await send(one, owner.session));
    expect(status).toBe(403);
    expect(body).toContain('"forbidden"');
  });

  test.each(operations)('%s works for who runs the installation', async (_id, one) => {
    expect((await send(one, operator)).status).toBe(one.response ? 200 : 204);
  });
});

describe('with an API key of another account', () => {
  /** What an answer is made of, without the values: ids of one's own new rows differ. */
  function shapeOf(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(shapeOf);
    if (typeof value !== 'object' || value === null) return typeof value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shapeOf(part)]));
  }

  test.each(withAccess('client').map((operation) => [operation.id, operation] as const))(
    '%s answers about what is there as about what is not',
    async (id, operation) => {
      const theirs = await answerOf(await send(operation, stranger.client));
      const nobodys = await answerOf(await send(operation, stranger.client, nobodysValues(id)));
      expect(theirs.status).toBe(nobodys.status);
      expect(theirs.status).toBeLessThan(500);
      expect(shapeOf(JSON.parse(theirs.body || 'null'))).toEqual(
        shapeOf(JSON.parse(nobodys.body || 'null')),
      );
      expect(theirs.body).not.toContain(`/a/${owner.accountId}/`);
    },
  );
});

test('the account itself finds its reports and captures with its own API key', async () => {
  for (const id of ['findBaseline', 'createAsyncReport'] as const) {
    const answer = await send(operations[id], owner.client);
    expect([id, answer.status]).toEqual([id, 200]);
  }
});

describe('with a session of the same account', () => {
  const administratorsOnly: OperationId[] = [
    'createApiKey',
    'revokeApiKey',
    'connectRepository',
    'changeRepository',
    'disconnectRepository',
    'addDestination',
    'changeDestination',
    'removeDestination',
    'testDestination',
    'getHook',
    'reconcile',
    'redeliver',
    'turnCaptureCacheOn',
    'setReviewRules',
    'setOutageRule',
  ];

  test('a member may not manage API keys and repositories', async () => {
    const { ctx } = installation.server;
    const { session } = await addPerson(ctx, owner.accountId, 'member', 'member');
    for (const id of administratorsOnly) {
      const answer = await send(operations[id], session);
      expect([id, answer.status]).toEqual([id, 403]);
    }
  });

  // Last, because it changes what there is: proves that the 404s above came from whose it was.
  test('every operation works', async () => {
    const again: OperationId[] = ['rerenderBaseline', 'undoRerendering', 'adoptRetake'];
    const last: OperationId[] = [...again, 'removeDestination', 'signOut'];
    const placeOf = ({ id }: OperationShape) => last.indexOf(id as OperationId);
    const inOrder = withAccess('session').toSorted((one, other) => placeOf(one) - placeOf(other));
    for (const operation of inOrder) {
      const { status, body } = await answerOf(await send(operation, owner.session));
      expect({ id: operation.id, status, body }).toMatchObject({
        id: operation.id,
        status: operation.response || operation.responseType ? 200 : 204,
      });
    }
  });
});
