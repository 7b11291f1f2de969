/** The pages' API on made-up data: what a server would answer, kept in memory. */
import { describeApi, TwinlensError } from '@twinlens/contract';
import type { ReviewApi } from '../src/api/review-api.ts';
import {
  accessibilityChanges,
  accessibilityComparisonId,
  accessibilityCounts,
  accessibilityResult,
  accessibilityShas,
  accessibilitySnapshots,
} from './accessibility.ts';
import { countChoices, hasChosen } from './change-filters.ts';
import { createDecisions } from './decisions.ts';
import { createDeliveries } from './deliveries.ts';
import { madeUpFleet } from './fleet.ts';
import { component, components, history, runs } from './history.ts';
import { createNotices } from './notices.ts';
import { pinned } from './pins.ts';
import type { Presence } from './presence.ts';
import {
  asyncReport,
  browserShas,
  comparison,
  job,
  jobs,
  me,
  minutesAgo,
  reviewShas,
  snapRequest,
} from './records.ts';
import { resultImagesOf } from './result-images.ts';
import {
  changeOf,
  imageOf,
  type Kind,
  keptOf,
  matches,
  nameOf,
  operationsOf,
  originOf,
  snapshotOf,
} from './rows.ts';
import { createCaptures } from './snapshot-capture.ts';
import { snapshotPair } from './snapshot-pair.ts';
import { begun, createThreads, people } from './threads.ts';

type ApiKey = Awaited<ReturnType<ReviewApi['listApiKeys']>>['apiKeys'][number];
type Policy = Awaited<ReturnType<ReviewApi['getPolicy']>>['policy'];
type ProjectOutageRule = Awaited<ReturnType<ReviewApi['getOutageRule']>>;
type ReviewRules = Awaited<ReturnType<ReviewApi['getReviewRules']>>['rules'];
type Comparison = Awaited<ReturnType<ReviewApi['getComparison']>>;

const password = 'correct horse';

const lasting = { kind: 'machine', expiresAt: null, project: null } as const;

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

/**
 * A fresh world; what is decided in it is seen only there. Signed in from the start.
 * @param presence who else is there, which may change at any time
 */
export function createMadeUpApi(presence: Presence = { others: [], told: [] }): ReviewApi {
  let signedIn = true;
  let apiKeys: ApiKey[] = [
    {
      ...lasting,
      key: 'tl_4f7c21',
      label: 'CI of the web shop',
      createdAt: minutesAgo(90_000),
      lastUsedAt: minutesAgo(4),
    },
    {
      ...lasting,
      key: 'tl_b3e900',
      label: 'Laptop of Grace',
      createdAt: minutesAgo(12_000),
      lastUsedAt: null,
    },
    {
      key: 'b94d27b9934d3e08a52e',
      label: 'git.example.com/shop/web',
      kind: 'workflow',
      createdAt: minutesAgo(30),
      lastUsedAt: minutesAgo(2),
      expiresAt: minutesAgo(-330),
      project: 'web-shop',
    },
    {
      key: 'https://git.example.com/shop/web/pull/418',
      label: 'https://git.example.com/shop/web/pull/418',
      kind: 'pull-request',
      createdAt: minutesAgo(14),
      lastUsedAt: minutesAgo(9),
      expiresAt: minutesAgo(-106),
      project: null,
    },
  ];
  let repositories = [
    {
      id: 1,
      name: 'git.example.com/shop/web',
      createdAt: minutesAgo(50_000),
      workflows: true,
      pullRequests: true,
    },
    {
      id: 2,
      name: 'git.example.com/shop/a-rather-long-name-of-a-repository-that-has-to-wrap-somewhere',
      createdAt: minutesAgo(400),
      workflows: true,
      pullRequests: false,
    },
  ];
  let assistants = [
    {
      id: 1,
      name: 'Example Agent',
      address: 'https://agent.example.com/',
      account: { id: 1, name: 'Example Ltd' },
      createdAt: minutesAgo(30_000),
      lastUsedAt: minutesAgo(12),
    },
    {
      id: 2,
      name: 'An agent with a name that is rather long and has to wrap somewhere on phones',
      address: null,
      account: { id: 1, name: 'Example Ltd' },
      createdAt: minutesAgo(90),
      lastUsedAt: null,
    },
  ];
  let turnedOff = [0, 1, 2].map((row) => ({
    id: row + 1,
    ...nameOf(row * 12),
    type: 'browser-chrome',
    snapRequestId: 501,
    foundAt: minutesAgo(400 + row * 3000),
    copied: imageOf(row * 12, 'before'),
    rendered: row === 2 ? null : imageOf(row * 12, 'after'),
  }));
  /** Rows of each kind; flakes move from one list to another. */
  const rows: Record<Kind, number[]> = {
    changed: range(42),
    added: range(7).map((row) => 600 + row),
    deleted: range(3).map((row) => 900 + row),
    unchanged: range(10_000),
    ignored: [1200, 1203],
    unstable: [1500, 1501, 1502],
    tolerated: [1700, 1701, 1702, 1703],
  };
  let fleet = madeUpFleet(minutesAgo);
  let policy: Policy = {
    deepCompare: null,
    passes: ['anti-alias'],
    rules: [
      {
        component: 'Avatar/000',
        variant: null,
        target: 'chrome-phone',
        deepCompare: { compareThreshold: 0.01, ignoreWhitespace: true },
        passes: null,
      },
    ],
  };
  const captures = createCaptures();
  const notices = createNotices();
  const reviewed: Comparison = comparison({ sha1: reviewShas.before, sha2: reviewShas.after });
  const openKinds = ['changed', 'added', 'deleted'] as const;
  const decisions = createDecisions(
    () => openKinds.flatMap((kind) => rows[kind].map((row) => changeOf(kind, row))),
    reviewed.history,
  );
  const accessibilityDecisions = createDecisions(() => openKinds.flatMap(accessibilityChanges));
  const threads = createThreads([[2, begun], ...pinned]);
  /** Captures of the baseline that are done once more; null where nobody has asked for them. */
  let rerendered: number | null = null;
  const acrossVersions = (): Comparison => {
    const whole = comparison({ sha1: browserShas.before, sha2: browserShas.after });
    if (rerendered === null) return whole;
    const asked = { by: me.user.name, total: 12, failed: 0, problem: null };
    return { ...whole, rerendering: { ...asked, done: rerendered } };
  };
  const decisionsOf = (comparisonId: number) =>
    comparisonId === accessibilityComparisonId ? accessibilityDecisions : decisions;
  const decidedRow = (kind: Kind, row: number) => {
    const change = changeOf(kind, row);
    return { ...change, decision: decisions.decisionOn(change) };
  };
  const outageChanges: ProjectOutageRule['changes'] = [
    {
      at: '2026-10-12T09:14:00.000Z',
      person: 'Ada Lovelace',
      rule: { policy: 'open', afterSeconds: 600 },
    },
    {
      at: '2026-08-03T15:40:00.000Z',
      person: 'Grace Hopper',
      rule: { policy: 'closed', afterSeconds: 300 },
    },
  ];
  const outageRule = (project: number): ProjectOutageRule => ({
    project: { id: project, name: 'web-shop' },
    rule: outageChanges[0]?.rule ?? null,
    changes: outageChanges,
  });
  let reviewRules: ReviewRules = {
    deciders: 'members',
    reviewers: 1,
    ownChanges: false,
    remember: true,
    owners: [{ component: 'Avatar/*', people: ['grace@example.com'] }],
  };

  function counted(): Comparison {
    const counts = Object.fromEntries(
      Object.entries(rows).map(([kind, list]) => [kind, list.length]),
    ) as Comparison['counts'];
    return { ...reviewed, counts, ...decisions.standing() };
  }
  function accessibilityComparison({ sha1, sha2 }: { sha1: string; sha2: string }): Comparison {
    const whole = comparison({ sha1, sha2: reviewShas.after });
    const counts = accessibilityCounts();
    const standing = accessibilityDecisions.standing();
    return { ...whole, id: accessibilityComparisonId, sha2, counts, ...standing };
  }
  const comparisonOf = (comparisonId: number) =>
    comparisonId === accessibilityComparisonId
      ? accessibilityComparison({ sha1: accessibilityShas.before, sha2: accessibilityShas.after })
      : counted();
  function moveRow(from: Kind, to: Kind, beforeSnapshotId: number): Comparison {
    const row = (beforeSnapshotId - 1) / 2;
    if (!rows[from].includes(row)) throw new TwinlensError('not_found', 'This pair is not here.');
    rows[from] = rows[from].filter((candidate) => candidate !== row);
    rows[to] = [...rows[to], row].sort((a, b) => a - b);
    return counted();
  }

  return {
    async getMe() {
      if (!signedIn) throw new TwinlensError('unauthenticated', 'Sign in first.');
      const accounts = me.accounts.map((account) => ({ ...account, unread: notices.unread() }));
      return { ...me, accounts };
    },
    async listJobs({ query }) {
      const older = jobs.filter(({ id }) => query?.before === undefined || id < query.before);
      const limit = query?.limit ?? 50;
      return { jobs: older.slice(0, limit), more: older.length > limit };
    },
    async getJob({ params }) {
      return job(params.job);
    },
    async getAsyncReport({ params }) {
      return asyncReport(params.id);
    },
    async getReport({ params, query }) {
      const head = {
        sha: params.sha,
        project: { id: 1, name: 'web-shop' },
        link: 'https://git.example.com/shop/web/pull/418',
        message: 'Give buttons the new accent colours',
        completedAt: minutesAgo(6),
      };
      if (params.sha === accessibilityShas.after) {
        const snapshots = accessibilitySnapshots();
        const counts = {
          total: snapshots.length,
          rendered: snapshots.length,
          copied: 0,
          carriedOver: 0,
        };
        return { ...head, ...counts, sources: [], browsers: [], snapshots };
      }
      const all = range(1500);
      const countOf = (origin: ReturnType<typeof originOf>) =>
        all.filter((row) => originOf(row) === origin).length;
      const list = all.filter(
        (row) =>
          matches(row, query?.filter ?? '') &&
          (query?.origin === undefined || originOf(row) === query.origin),
      );
      const offset = query?.offset ?? 0;
      return {
        ...head,
        total: list.length,
        rendered: countOf('rendered'),
        copied: countOf('copied'),
        carriedOver: countOf('carried-over'),
        sources: [reviewShas.before],
        browsers: [
          { target: 'chrome', browsers: ['Chromium 153.0.8010.0'], doubt: null },
          {
            target: 'iphone',
            browsers: ['WebKit, emulated iPhone (WebKitGTK 2.50.6)'],
            doubt: null,
          },
        ],
        snapshots: list.slice(offset, offset + (query?.limit ?? 200)).map(snapshotOf),
      };
    },
    async getSnapRequest({ params }) {
      const request = snapRequest(params.id);
      const rows = request.state === 'failed' ? request.captured : 0;
      return { ...request, kept: Array.from({ length: rows }, (_, row) => keptOf(row)) };
    },
    async getComparison({ params }) {
      if (params.sha2 === reviewShas.after) return counted();
      if (params.sha2 === accessibilityShas.after) return accessibilityComparison(params);
      if (params.sha2 !== browserShas.after) return comparison(params);
      // All of it is there by the next look.
      if (rerendered !== null) rerendered = 12;
      return acrossVersions();
    },
    async getAccessibilityResult({ params }) {
      return accessibilityResult(params.hash);
    },
    async getSnapshotPair({ params }) {
      const pair = snapshotPair(params);
      const row = (pair.before.snapshotId - 1) / 2;
      const flaky = pair.comparisons.length > 0 && rows.ignored.includes(row);
      return { ...pair, flake: flaky ? { by: 'Grace Hopper', at: minutesAgo(3) } : null };
    },
    async listRuns({ query }) {
      return runs(query ?? {});
    },
    async compareChosen({ params }) {
      if (params.sha1 === params.sha2) {
        throw new TwinlensError('invalid_request', 'a commit cannot be compared with itself');
      }
      return { ...comparison({ ...params, sha2: reviewShas.after }), chosenBy: me.user.name };
    },
    async getSnapshotHistory({ query }) {
      return history({ component: '', ...query });
    },
    async getComponent({ query }) {
      return component({ component: '', ...query });
    },
    async listComponents({ query }) {
      return components(query ?? {});
    },
    async getSnapshotCapture({ params }) {
      return captures.get(params);
    },
    async retakeSnapRequest({ params }) {
      return captures.retake(params.id);
    },
    async adoptRetake({ params }) {
      return captures.adopt(params);
    },
    async listChanges({ params, query }) {
      const kind = query?.kind ?? 'changed';
      if (params.comparison === accessibilityComparisonId) {
        const changes = accessibilityChanges(kind).map((change) => ({
          ...change,
          decision: accessibilityDecisions.decisionOn(change),
        }));
        return { total: changes.length, changes };
      }
      const list = rows[kind].filter(
        (row) =>
          matches(row, query?.filter ?? '') && hasChosen(decidedRow(kind, row), reviewRules, query),
      );
      const groupBy = query?.groupBy ?? 'component';
      const keyOf = (row: number) => String(changeOf(kind, row)[groupBy]);
      const groups = Map.groupBy(list, keyOf);
      const arranged =
        groupBy === 'component'
          ? list
          : [...groups.values()].sort((a, b) => b.length - a.length).flat();
      const offset = query?.offset ?? 0;
      const page = arranged.slice(offset, offset + (query?.limit ?? 200));
      const changes = page.map((row) => ({
        ...changeOf(kind, row),
        groupSize: groups.get(keyOf(row))?.length ?? 1,
        threads: threads.count(kind === 'deleted' ? 2 * row + 1 : 2 * row + 2),
        decision: decisions.decisionOn(changeOf(kind, row)),
      }));
      return { total: list.length, changes };
    },
    async getChangeFilters({ query }) {
      const kind = query?.kind ?? 'changed';
      const sought = rows[kind].filter((row) => matches(row, query?.filter ?? ''));
      const changes = sought.map((row) => decidedRow(kind, row));
      return countChoices(changes, reviewRules, query ?? {});
    },
    async getDifference({ params }) {
      const row = (params.beforeSnapshotId - 1) / 2;
      if (params.comparison === accessibilityComparisonId) {
        const unseen = 'results of accessibility targets are compared by what was found';
        return { class: null, unseen, operations: [], images: null };
      }
      const kind = rows.tolerated.includes(row) ? 'tolerated' : 'changed';
      const { difference } = changeOf(kind, row);
      const seen = difference ?? { class: null, unseen: null };
      return {
        ...seen,
        operations: seen.class === null ? [] : operationsOf(row),
        images: seen.class === null ? null : resultImagesOf(row),
      };
    },
    async getPolicy({ params }) {
      return { project: { id: params.project, name: 'web-shop' }, policy };
    },
    async setPolicy({ params, body }) {
      policy = body;
      return { project: { id: params.project, name: 'web-shop' }, policy };
    },
    async decideComparison({ params, body: { decision, comment, scope } }) {
      decisionsOf(params.comparison).decide(decision, scope, comment);
      return comparisonOf(params.comparison);
    },
    async rerenderBaseline() {
      rerendered = 5;
      return acrossVersions();
    },
    async undoRerendering() {
      rerendered = null;
      return acrossVersions();
    },
    async undoDecision({ params }) {
      decisionsOf(params.comparison).undo(null);
      return comparisonOf(params.comparison);
    },
    async undoReview({ params }) {
      decisionsOf(params.comparison).undo(params.review);
      return comparisonOf(params.comparison);
    },
    async listThreads({ params }) {
      return threads.list(params.snapshot);
    },
    async openThread({ params, body: { text, place } }) {
      return threads.open(params.snapshot, text, place ?? null);
    },
    async addComment({ params, body }) {
      return threads.answer(params.snapshot, params.thread, body.text);
    },
    async resolveThread({ params, body }) {
      return threads.resolve(params.snapshot, params.thread, body.resolved);
    },
    async removeComment({ params }) {
      return threads.remove(params.snapshot, params.comment);
    },
    async tellPresence({ body }) {
      presence.told.push(body.snapshot);
      return { others: presence.others };
    },
    async listPeople() {
      return { people };
    },
    getOutageRule: async ({ params }) => outageRule(params.project),
    async setOutageRule({ params, body }) {
      outageChanges.unshift({ at: new Date().toISOString(), person: 'Ada Lovelace', ...body });
      return outageRule(params.project);
    },
    async getReviewRules({ params }) {
      return { project: { id: params.project, name: 'web-shop' }, rules: reviewRules };
    },
    async setReviewRules({ params, body }) {
      reviewRules = body;
      return { project: { id: params.project, name: 'web-shop' }, rules: reviewRules };
    },
    async reportFlake({ body }) {
      return moveRow('changed', 'ignored', body.beforeSnapshotId);
    },
    async undoFlake({ params }) {
      return moveRow('ignored', 'changed', params.beforeSnapshotId);
    },
    async listApiKeys() {
      return { apiKeys };
    },
    async createApiKey({ body: { label } }) {
      const key = `tl_${String(apiKeys.length).padStart(6, '0')}`;
      apiKeys = [
        ...apiKeys,
        { ...lasting, key, label, createdAt: minutesAgo(0), lastUsedAt: null },
      ];
      return { key, label, secret: 'made-up-secret-0123456789abcdef' };
    },
    describeApi: async () => describeApi('https://twinlens.example.com'),

    async revokeApiKey({ params }) {
      apiKeys = apiKeys.filter(({ key }) => key !== params.key);
      return undefined;
    },
    async getAssistantRequest({ query }) {
      if (query?.client_id !== 'example-agent') {
        throw new TwinlensError(
          'not_found',
          'no program has registered itself with this client_id: make it register again',
        );
      }
      return {
        name: 'Example Agent',
        address: 'https://agent.example.com/',
        returnsTo: '127.0.0.1:49152',
        registeredAt: minutesAgo(1),
      };
    },
    async answerAssistantRequest({ body: { account } }) {
      return { redirectTo: account === null ? '/a/1/jobs' : '/a/1/settings/assistants' };
    },
    async listAssistants() {
      return { assistants };
    },
    async revokeAssistant({ params }) {
      assistants = assistants.filter(({ id }) => id !== params.assistant);
      return undefined;
    },
    async listRepositories() {
      return { repositories };
    },
    async connectRepository({ body: { repository, ...permissions } }) {
      if (repositories.some(({ name }) => name === repository)) {
        throw new TwinlensError('conflict', `${repository} is connected already`);
      }
      const id = repositories.length + 1;
      const connected = { id, name: repository, createdAt: minutesAgo(0), ...permissions };
      repositories = [...repositories, connected];
      return connected;
    },
    async changeRepository({ params, body }) {
      const found = repositories.find(({ id }) => id === params.repository);
      if (found === undefined) throw new TwinlensError('not_found', 'There is no such repository.');
      const changed = { ...found, ...body };
      repositories = repositories.map((one) => (one === found ? changed : one));
      return changed;
    },
    async disconnectRepository({ params }) {
      repositories = repositories.filter(({ id }) => id !== params.repository);
      return undefined;
    },
    ...createDeliveries(),
    ...notices.api,

    getFleet: async () => fleet,
    async createWorkerToken({ body: { label } }) {
      const id = fleet.tokens.length + 1;
      const token = { id, label, createdBy: me.user.name, createdAt: minutesAgo(0) };
      fleet = { ...fleet, tokens: [...fleet.tokens, token] };
      return { id, label, token: 'made-up-token-0123456789abcdef' };
    },
    async revokeWorkerToken({ params }) {
      const tokens = fleet.tokens.filter(({ id }) => id !== params.workerToken);
      const workers = fleet.workers.map((worker) =>
        worker.token?.id === params.workerToken
          ? { ...worker, token: { ...worker.token, revoked: true } }
          : worker,
      );
      fleet = { ...fleet, tokens, workers };
      return undefined;
    },
    async setWorkerState({ params, body: { state } }) {
      const reason = state === 'in service' ? null : `${state} by ${me.user.name}`;
      const workers = fleet.workers.map((worker) =>
        worker.id === params.worker ? { ...worker, state, reason } : worker,
      );
      fleet = { ...fleet, workers };
      return undefined;
    },
    async getCaptureCache() {
      const counts = { hits: 182_344, misses: 11_208, audits: 3651, disagreements: 3 };
      return { days: 30, ...counts, turnedOff };
    },
    async turnCaptureCacheOn({ params }) {
      turnedOff = turnedOff.filter(({ id }) => id !== params.example);
      return undefined;
    },
    async signIn({ body }) {
      if (body.password !== password) {
        throw new TwinlensError('unauthenticated', 'E-mail and password do not belong together.');
      }
      signedIn = true;
      return undefined;
    },
    async signOut() {
      signedIn = false;
      return undefined;
    },
    async setUpAccount() {
      return undefined;
    },
  };
}
