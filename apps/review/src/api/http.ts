/** The API over HTTP, same origin, with the cookie of the session. */
import type { CallInput, Operations, ResponseOf } from '@twinlens/contract';
import { call } from '@twinlens/contract/client';
import { fetchFirst } from './first-answers.ts';
import type { ReviewApi, ReviewOperationId } from './review-api.ts';

type Route<Id extends ReviewOperationId> = Pick<Operations[Id], 'method' | 'path'>;

/**
 * Method and path of each operation once more, because the contract's own list carries all its
 * schemas into the page. The compiler holds both lists together.
 */
const routes: { [Id in ReviewOperationId]: Route<Id> } = {
  signIn: { method: 'POST', path: '/api/auth/sign-in/email' },
  signOut: { method: 'POST', path: '/api/auth/sign-out' },
  setUpAccount: { method: 'POST', path: '/api/account-setup' },
  getMe: { method: 'GET', path: '/api/me' },
  listJobs: { method: 'GET', path: '/api/a/:account/jobs' },
  getJob: { method: 'GET', path: '/api/a/:account/jobs/:job' },
  getAsyncReport: { method: 'GET', path: '/api/a/:account/async-reports/:id' },
  getReport: { method: 'GET', path: '/api/a/:account/p/:project/reports/:sha' },
  getSnapRequest: { method: 'GET', path: '/api/a/:account/snap-requests/:id' },
  getSnapshotPair: {
    method: 'GET',
    path: '/api/a/:account/p/:project/snapshots/:id1/compare/:id2',
  },
  listRuns: { method: 'GET', path: '/api/a/:account/p/:project/runs' },
  compareChosen: {
    method: 'POST',
    path: '/api/a/:account/p/:project/comparisons/:sha1/:sha2',
  },
  getSnapshotHistory: { method: 'GET', path: '/api/a/:account/p/:project/history' },
  getComponent: { method: 'GET', path: '/api/a/:account/p/:project/component' },
  listComponents: { method: 'GET', path: '/api/a/:account/p/:project/components' },
  getSnapshotCapture: {
    method: 'GET',
    path: '/api/a/:account/p/:project/reports/:sha/snapshots/:snapshot',
  },
  adoptRetake: {
    method: 'PUT',
    path: '/api/a/:account/p/:project/reports/:sha/snapshots/:snapshot/retake',
  },
  retakeSnapRequest: { method: 'POST', path: '/api/a/:account/snap-requests/:id/retakes' },
  getAccessibilityResult: { method: 'GET', path: '/a/:account/accessibility/:hash.json' },
  getComparison: {
    method: 'GET',
    path: '/api/a/:account/p/:project/comparisons/:sha1/:sha2',
  },
  listChanges: { method: 'GET', path: '/api/a/:account/comparisons/:comparison/changes' },
  getChangeFilters: {
    method: 'GET',
    path: '/api/a/:account/comparisons/:comparison/changes/filters',
  },
  getDifference: {
    method: 'GET',
    path: '/api/a/:account/comparisons/:comparison/differences/:beforeSnapshotId/:afterSnapshotId',
  },
  undoReview: {
    method: 'DELETE',
    path: '/api/a/:account/comparisons/:comparison/reviews/:review',
  },
  listThreads: {
    method: 'GET',
    path: '/api/a/:account/comparisons/:comparison/snapshots/:snapshot/threads',
  },
  openThread: {
    method: 'POST',
    path: '/api/a/:account/comparisons/:comparison/snapshots/:snapshot/threads',
  },
  addComment: {
    method: 'POST',
    path: '/api/a/:account/comparisons/:comparison/snapshots/:snapshot/threads/:thread/comments',
  },
  resolveThread: {
    method: 'PUT',
    path: '/api/a/:account/comparisons/:comparison/snapshots/:snapshot/threads/:thread',
  },
  removeComment: {
    method: 'DELETE',
    path: '/api/a/:account/comparisons/:comparison/snapshots/:snapshot/comments/:comment',
  },
  tellPresence: {
    method: 'PUT',
    path: '/api/a/:account/comparisons/:comparison/presence',
  },
  listPeople: { method: 'GET', path: '/api/a/:account/people' },
  getOutageRule: { method: 'GET', path: '/api/a/:account/p/:project/outage-rule' },
  setOutageRule: { method: 'PUT', path: '/api/a/:account/p/:project/outage-rule' },
  getReviewRules: { method: 'GET', path: '/api/a/:account/p/:project/review-rules' },
  setReviewRules: { method: 'PUT', path: '/api/a/:account/p/:project/review-rules' },
  getPolicy: { method: 'GET', path: '/api/a/:account/p/:project/policy' },
  setPolicy: { method: 'PUT', path: '/api/a/:account/p/:project/policy' },
  decideComparison: {
    method: 'POST',
    path: '/api/a/:account/comparisons/:comparison/decision',
  },
  rerenderBaseline: {
    method: 'PUT',
    path: '/api/a/:account/comparisons/:comparison/rerendering',
  },
  undoRerendering: {
    method: 'DELETE',
    path: '/api/a/:account/comparisons/:comparison/rerendering',
  },
  undoDecision: {
    method: 'DELETE',
    path: '/api/a/:account/comparisons/:comparison/decision',
  },
  reportFlake: { method: 'POST', path: '/api/a/:account/comparisons/:comparison/flakes' },
  undoFlake: {
    method: 'DELETE',
    path: '/api/a/:account/comparisons/:comparison/flakes/:beforeSnapshotId/:afterSnapshotId',
  },
  listApiKeys: { method: 'GET', path: '/api/a/:account/api-keys' },
  createApiKey: { method: 'POST', path: '/api/a/:account/api-keys' },
  revokeApiKey: { method: 'DELETE', path: '/api/a/:account/api-keys/:key' },
  getAssistantRequest: { method: 'GET', path: '/api/assistant-request' },
  answerAssistantRequest: { method: 'POST', path: '/api/assistant-request' },
  listAssistants: { method: 'GET', path: '/api/assistants' },
  revokeAssistant: { method: 'DELETE', path: '/api/assistants/:assistant' },
  listRepositories: { method: 'GET', path: '/api/a/:account/repositories' },
  connectRepository: { method: 'POST', path: '/api/a/:account/repositories' },
  changeRepository: { method: 'PUT', path: '/api/a/:account/repositories/:repository' },
  disconnectRepository: { method: 'DELETE', path: '/api/a/:account/repositories/:repository' },
  listNotices: { method: 'GET', path: '/api/a/:account/notices' },
  readNotices: { method: 'PUT', path: '/api/a/:account/notices/read' },
  getNoticeSettings: { method: 'GET', path: '/api/a/:account/notice-settings' },
  setNoticeSettings: { method: 'PUT', path: '/api/a/:account/notice-settings' },
  askForReview: {
    method: 'POST',
    path: '/api/a/:account/comparisons/:comparison/review-requests',
  },
  listDestinations: { method: 'GET', path: '/api/a/:account/destinations' },
  addDestination: { method: 'POST', path: '/api/a/:account/destinations' },
  changeDestination: { method: 'PUT', path: '/api/a/:account/destinations/:destination' },
  removeDestination: { method: 'DELETE', path: '/api/a/:account/destinations/:destination' },
  testDestination: { method: 'POST', path: '/api/a/:account/destinations/:destination/test' },
  getHook: { method: 'GET', path: '/api/a/:account/destinations/:destination/hook' },
  reconcile: { method: 'POST', path: '/api/a/:account/destinations/:destination/reconcile' },
  listDeliveries: { method: 'GET', path: '/api/a/:account/deliveries' },
  getDelivery: { method: 'GET', path: '/api/a/:account/deliveries/:delivery' },
  redeliver: { method: 'POST', path: '/api/a/:account/deliveries/:delivery/redeliver' },
  getCaptureCache: { method: 'GET', path: '/api/a/:account/capture-cache' },
  turnCaptureCacheOn: {
    method: 'DELETE',
    path: '/api/a/:account/capture-cache/turned-off/:example',
  },
  getFleet: { method: 'GET', path: '/api/fleet' },
  createWorkerToken: { method: 'POST', path: '/api/fleet/tokens' },
  revokeWorkerToken: { method: 'DELETE', path: '/api/fleet/tokens/:workerToken' },
  setWorkerState: { method: 'POST', path: '/api/fleet/workers/:worker/state' },
  describeApi: { method: 'GET', path: '/api/openapi.json' },
};

function operationCall<Id extends ReviewOperationId>(id: Id) {
  // The client reads nothing of an operation but its method and path.
  const route = routes[id] as unknown as Operations[Id];
  return async (input: CallInput<Operations[Id]>) =>
    (await call({ origin: '', fetch: fetchFirst }, route, input)) as ResponseOf<Operations[Id]>;
}

const ids = Object.keys(routes) as ReviewOperationId[];

/** Has every operation, as the list above does. */
export const httpApi = Object.fromEntries(
  ids.map((id) => [id, operationCall(id)]),
) as unknown as ReviewApi;
