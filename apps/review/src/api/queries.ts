/** One query per thing shown. What is still moving is asked for again until it stands still. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { rowsAtATime } from '@twinlens/contract/first-answers';
import type {
  AssistantRequest,
  ChangeKind,
  ChangeOrder,
  Comparison,
  DeliveryState,
  GroupBy,
  Picture,
  RowFilters,
  SeenDifference,
} from './entities.ts';
import type { ReviewApi } from './review-api.ts';

/** Rows fetched at a time. */
export const pageSize = rowsAtATime;

/** Milliseconds between two looks at something that is being made. */
const livePollMs = 1000;
const listPollMs = 2000;
const mePollMs = 60_000;

export const meQuery = (api: ReviewApi) =>
  queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) => api.getMe({ signal }),
    staleTime: 60_000,
    // Somebody may have said something.
    refetchInterval: mePollMs,
  });

export const jobsQuery = (api: ReviewApi, account: number) =>
  infiniteQueryOptions({
    queryKey: ['jobs', account],
    queryFn: ({ signal, pageParam }) =>
      api.listJobs({
        params: { account },
        query: pageParam === null ? {} : { before: pageParam },
        signal,
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.more ? (page.jobs.at(-1)?.id ?? null) : null),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ jobs }) => jobs.some((job) => job.state === 'pending'))
        ? listPollMs
        : false,
  });

export const jobQuery = (api: ReviewApi, params: { account: number; job: number }) =>
  queryOptions({
    queryKey: ['job', params],
    queryFn: ({ signal }) => api.getJob({ params, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'pending' ? livePollMs : false),
  });

export const asyncReportQuery = (api: ReviewApi, params: { account: number; id: number }) =>
  queryOptions({
    queryKey: ['async-report', params],
    queryFn: ({ signal }) => api.getAsyncReport({ params, signal }),
    refetchInterval: ({ state }) =>
      state.data?.state === 'open' || state.data?.state === 'pending' ? livePollMs : false,
  });

export const snapRequestQuery = (api: ReviewApi, params: { account: number; id: number }) =>
  queryOptions({
    queryKey: ['snap-request', params],
    queryFn: ({ signal }) => api.getSnapRequest({ params, signal }),
    refetchInterval: ({ state }) =>
      state.data?.state === 'queued' || state.data?.state === 'leased' ? livePollMs : false,
  });

export interface SnapshotPairPath {
  account: number;
  project: number;
  /** Of the snapshots, as clients are given them. */
  id1: string;
  id2: string;
}

export const snapshotPairQuery = (api: ReviewApi, params: SnapshotPairPath) =>
  queryOptions({
    queryKey: ['snapshot-pair', params],
    queryFn: ({ signal }) => api.getSnapshotPair({ params, signal }),
  });

export interface ProjectPath {
  account: number;
  project: number;
}

/** Where the next page of a list begins; undefined after its last row. */
const nextOffset = (loaded: number, total: number) => (loaded < total ? loaded : undefined);

export const runsQuery = (api: ReviewApi, params: ProjectPath) =>
  infiniteQueryOptions({
    queryKey: ['runs', params],
    queryFn: ({ signal, pageParam }) =>
      api.listRuns({ params, query: { offset: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: (page, pages) =>
      page.more ? pages.reduce((count, { runs }) => count + runs.length, 0) : undefined,
  });

export interface ExampleName {
  component: string;
  variant: string;
  target: string;
}

export const historyQuery = (api: ReviewApi, params: ProjectPath, example: ExampleName) =>
  infiniteQueryOptions({
    queryKey: ['history', params, example],
    queryFn: ({ signal, pageParam }) =>
      api.getSnapshotHistory({ params, query: { ...example, offset: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) =>
      nextOffset(
        pages.reduce((count, { pictures }) => count + pictures.length, 0),
        total,
      ),
  });

export const componentQuery = (api: ReviewApi, params: ProjectPath, component: string) =>
  infiniteQueryOptions({
    queryKey: ['component', params, component],
    queryFn: ({ signal, pageParam }) =>
      api.getComponent({ params, query: { component, offset: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) =>
      nextOffset(
        pages.reduce((count, { examples }) => count + examples.length, 0),
        total,
      ),
  });

export const componentsQuery = (api: ReviewApi, params: ProjectPath, filter: string) =>
  infiniteQueryOptions({
    queryKey: ['components', params, filter],
    queryFn: ({ signal, pageParam }) =>
      api.listComponents({
        params,
        query: { offset: pageParam, ...(filter !== '' && { filter }) },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) =>
      nextOffset(
        pages.reduce((count, { components }) => count + components.length, 0),
        total,
      ),
  });

export interface SnapshotCapturePath {
  account: number;
  project: number;
  sha: string;
  snapshot: number;
}

export const snapshotCaptureQuery = (api: ReviewApi, params: SnapshotCapturePath) =>
  queryOptions({
    queryKey: ['snapshot-capture', params],
    queryFn: ({ signal }) => api.getSnapshotCapture({ params, signal }),
    refetchInterval: ({ state }) =>
      state.data?.retakes.some((retake) => ['queued', 'leased'].includes(retake.state))
        ? livePollMs
        : false,
  });

/** What an accessibility target found; null for a picture of any other target, which has found nothing. */
export const accessibilityQuery = (
  api: ReviewApi,
  account: number,
  picture: Picture | undefined,
) => {
  const hash = picture?.accessibility?.hash;
  return queryOptions({
    queryKey: ['accessibility', account, hash ?? null],
    queryFn: ({ signal }) =>
      hash === undefined ? null : api.getAccessibilityResult({ params: { account, hash }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
};

export interface ComparisonPath {
  account: number;
  project: number;
  sha1: string;
  sha2: string;
}

/** Whether its baseline is being captured again: it is made again after that. */
const isGoingOn = (comparison: Comparison | undefined): boolean => {
  const { total = 0, done = 0 } = comparison?.rerendering ?? {};
  return done < total;
};

export const comparisonQuery = (api: ReviewApi, params: ComparisonPath) =>
  queryOptions({
    queryKey: ['comparison', params],
    queryFn: ({ signal }) => api.getComparison({ params, signal }),
    // Somebody else may be deciding at the same time.
    refetchInterval: ({ state }) =>
      state.data?.state === 'pending' || isGoingOn(state.data)
        ? livePollMs
        : state.data?.state === 'needs-review'
          ? listPollMs
          : false,
  });

export interface ChangeListPath extends RowFilters {
  account: number;
  comparison: number;
  kind: ChangeKind;
  filter: string;
  groupBy: GroupBy;
  order: ChangeOrder;
}

const filtersOf = ({ filter, difference, ...list }: ChangeListPath) => ({
  ...(filter !== '' && { filter }),
  ...(difference !== null && { class: difference }),
  ...(list.standing !== null && { standing: list.standing }),
  ...(list.size !== null && { size: list.size }),
  ...(list.component !== null && { component: list.component }),
  ...(list.target !== null && { target: list.target }),
  ...(list.browser !== null && { browser: list.browser }),
  ...(list.viewport !== null && { viewport: list.viewport }),
  ...(list.owner !== null && { owner: list.owner }),
});

/** @param decided so that they are counted anew when somebody decides */
export const changeFiltersQuery = (
  api: ReviewApi,
  list: ChangeListPath,
  decided: Comparison['decided'],
) =>
  queryOptions({
    queryKey: ['change-filters', list, decided],
    queryFn: ({ signal }) =>
      api.getChangeFilters({
        params: { account: list.account, comparison: list.comparison },
        query: { kind: list.kind, ...filtersOf(list) },
        signal,
      }),
    staleTime: 60_000,
  });

export const changePageQuery = (api: ReviewApi, list: ChangeListPath, page: number) =>
  queryOptions({
    queryKey: ['changes', list, page],
    queryFn: ({ signal }) =>
      api.listChanges({
        params: { account: list.account, comparison: list.comparison },
        query: {
          kind: list.kind,
          offset: page * pageSize,
          limit: pageSize,
          ...filtersOf(list),
          groupBy: list.groupBy,
          order: list.order,
        },
        signal,
      }),
    staleTime: 5 * 60_000,
    // What kind of change each is comes a moment later.
    refetchInterval: ({ state }) =>
      state.data?.changes.some(({ difference }) => difference !== null && isOpen(difference))
        ? listPollMs
        : false,
  });

export interface DifferencePath {
  account: number;
  comparison: number;
  beforeSnapshotId: number;
  afterSnapshotId: number;
}

/** Whether nobody has looked at the pair yet. */
export const isOpen = ({ class: found, unseen }: SeenDifference) =>
  found === null && unseen === null;

export const differenceQuery = (api: ReviewApi, params: DifferencePath) =>
  queryOptions({
    queryKey: ['difference', params],
    queryFn: ({ signal }) => api.getDifference({ params, signal }),
    staleTime: 5 * 60_000,
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? livePollMs : false),
  });

export const policyQuery = (api: ReviewApi, params: { account: number; project: number }) =>
  queryOptions({
    queryKey: ['policy', params],
    queryFn: ({ signal }) => api.getPolicy({ params, signal }),
  });

export interface ThreadsPath {
  account: number;
  comparison: number;
  /** The row's later snapshot, or the earlier one of what was deleted. */
  snapshot: number;
}

/** Milliseconds between two looks at what people say. */
const talkPollMs = 5000;

export const threadsQuery = (api: ReviewApi, params: ThreadsPath) =>
  queryOptions({
    queryKey: ['threads', params],
    queryFn: ({ signal }) => api.listThreads({ params, signal }),
    refetchInterval: talkPollMs,
  });

export interface PresencePath {
  account: number;
  comparison: number;
}

/** Milliseconds between two times of saying that one is there. */
const presencePollMs = 3000;

/** @param looksAt asked at every time */
export const presenceQuery = (api: ReviewApi, params: PresencePath, looksAt: () => number | null) =>
  queryOptions({
    queryKey: ['presence', params],
    queryFn: ({ signal }) => api.tellPresence({ params, body: { snapshot: looksAt() }, signal }),
    refetchInterval: presencePollMs,
    // Of no use to anybody later.
    gcTime: 0,
    retry: false,
  });

export const peopleQuery = (api: ReviewApi, account: number) =>
  queryOptions({
    queryKey: ['people', account],
    queryFn: ({ signal }) => api.listPeople({ params: { account }, signal }),
    staleTime: 60_000,
  });

export const outageRuleQuery = (api: ReviewApi, params: { account: number; project: number }) =>
  queryOptions({
    queryKey: ['outage-rule', params],
    queryFn: ({ signal }) => api.getOutageRule({ params, signal }),
  });

export const reviewRulesQuery = (api: ReviewApi, params: { account: number; project: number }) =>
  queryOptions({
    queryKey: ['review-rules', params],
    queryFn: ({ signal }) => api.getReviewRules({ params, signal }),
  });

export interface ReportPath {
  account: number;
  project: number;
  sha: string;
  filter: string;
  /** Keeps what came into the report this way; null for everything. */
  origin: 'rendered' | 'copied' | 'carried-over' | null;
}

export const reportPageQuery = (api: ReviewApi, path: ReportPath, page: number) =>
  queryOptions({
    queryKey: ['report', path, page],
    queryFn: ({ signal }) =>
      api.getReport({
        params: { account: path.account, project: path.project, sha: path.sha },
        query: {
          offset: page * pageSize,
          limit: pageSize,
          ...(path.filter !== '' && { filter: path.filter }),
          ...(path.origin !== null && { origin: path.origin }),
        },
        signal,
      }),
    staleTime: 5 * 60_000,
  });

export const apiKeysQuery = (api: ReviewApi, account: number) =>
  queryOptions({
    queryKey: ['api-keys', account],
    queryFn: ({ signal }) => api.listApiKeys({ params: { account }, signal }),
  });

export const repositoriesQuery = (api: ReviewApi, account: number) =>
  queryOptions({
    queryKey: ['repositories', account],
    queryFn: ({ signal }) => api.listRepositories({ params: { account }, signal }),
  });

export const assistantsQuery = (api: ReviewApi) =>
  queryOptions({
    queryKey: ['assistants'],
    queryFn: ({ signal }) => api.listAssistants({ signal }),
  });

export const assistantRequestQuery = (api: ReviewApi, request: AssistantRequest) =>
  queryOptions({
    queryKey: ['assistant-request', request],
    queryFn: ({ signal }) => api.getAssistantRequest({ query: request, signal }),
  });

export const noticesQuery = (api: ReviewApi, account: number, unread: boolean) =>
  infiniteQueryOptions({
    queryKey: ['notices', account, unread],
    queryFn: ({ signal, pageParam }) =>
      api.listNotices({
        params: { account },
        query: { ...(unread && { unread }), ...(pageParam !== null && { before: pageParam }) },
        signal,
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.more ? (page.notices.at(-1)?.id ?? null) : null),
  });

export const noticeSettingsQuery = (api: ReviewApi, account: number) =>
  queryOptions({
    queryKey: ['notice-settings', account],
    queryFn: ({ signal }) => api.getNoticeSettings({ params: { account }, signal }),
  });

/** Milliseconds between two looks at what is told while something waits. */
const deliveryPollMs = 5000;

export const destinationsQuery = (api: ReviewApi, account: number) =>
  queryOptions({
    queryKey: ['destinations', account],
    queryFn: ({ signal }) => api.listDestinations({ params: { account }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.destinations.some(({ waiting }) => waiting > 0) ? deliveryPollMs : false,
  });

/** It has a secret: it is forgotten as soon as nobody looks. */
export const hookQuery = (
  api: ReviewApi,
  { account, destination }: { account: number; destination: number },
) =>
  queryOptions({
    queryKey: ['hook', account, destination],
    queryFn: ({ signal }) => api.getHook({ params: { account, destination }, signal }),
    gcTime: 0,
  });

export interface LedgerPath {
  account: number;
  /** Null for all. */
  destination: number | null;
  state: DeliveryState | null;
}

export const deliveriesQuery = (api: ReviewApi, { account, destination, state }: LedgerPath) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', account, destination, state],
    queryFn: ({ signal, pageParam }) =>
      api.listDeliveries({
        params: { account },
        query: {
          ...(destination !== null && { destination }),
          ...(state !== null && { state }),
          ...(pageParam !== null && { before: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.more ? (page.deliveries.at(-1)?.id ?? null) : null),
  });

export const deliveryQuery = (api: ReviewApi, params: { account: number; delivery: number }) =>
  queryOptions({
    queryKey: ['delivery', params],
    queryFn: ({ signal }) => api.getDelivery({ params, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? listPollMs : false),
  });

export const captureCacheQuery = (api: ReviewApi, account: number) =>
  queryOptions({
    queryKey: ['capture-cache', account],
    queryFn: ({ signal }) => api.getCaptureCache({ params: { account }, signal }),
  });

export const fleetQuery = (api: ReviewApi) =>
  queryOptions({
    queryKey: ['fleet'],
    queryFn: ({ signal }) => api.getFleet({ signal }),
    refetchInterval: 5000,
  });

export const apiDescriptionQuery = (api: ReviewApi) =>
  queryOptions({
    queryKey: ['api-description'],
    queryFn: ({ signal }) => api.describeApi({ signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
