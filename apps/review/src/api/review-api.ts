import type { CallInput, OperationId, Operations, ResponseOf } from '@twinlens/contract';

/** Operations of the contract that the pages call. */
export type ReviewOperationId = Extract<
  OperationId,
  | 'signIn'
  | 'signOut'
  | 'setUpAccount'
  | 'getMe'
  | 'listJobs'
  | 'getJob'
  | 'getAsyncReport'
  | 'getReport'
  | 'getSnapRequest'
  | 'getSnapshotPair'
  | 'listRuns'
  | 'compareChosen'
  | 'getSnapshotHistory'
  | 'getComponent'
  | 'listComponents'
  | 'getSnapshotCapture'
  | 'adoptRetake'
  | 'retakeSnapRequest'
  | 'getAccessibilityResult'
  | 'getComparison'
  | 'listChanges'
  | 'getChangeFilters'
  | 'getDifference'
  | 'getPolicy'
  | 'setPolicy'
  | 'decideComparison'
  | 'undoDecision'
  | 'undoReview'
  | 'listThreads'
  | 'openThread'
  | 'addComment'
  | 'resolveThread'
  | 'removeComment'
  | 'tellPresence'
  | 'listPeople'
  | 'getReviewRules'
  | 'setReviewRules'
  | 'reportFlake'
  | 'undoFlake'
  | 'listApiKeys'
  | 'createApiKey'
  | 'revokeApiKey'
  | 'getAssistantRequest'
  | 'answerAssistantRequest'
  | 'listAssistants'
  | 'revokeAssistant'
  | 'listRepositories'
  | 'connectRepository'
  | 'changeRepository'
  | 'disconnectRepository'
  | 'listNotices'
  | 'readNotices'
  | 'getNoticeSettings'
  | 'setNoticeSettings'
  | 'listDestinations'
  | 'addDestination'
  | 'changeDestination'
  | 'removeDestination'
  | 'testDestination'
  | 'listDeliveries'
  | 'getDelivery'
  | 'redeliver'
  | 'getCaptureCache'
  | 'turnCaptureCacheOn'
  | 'describeApi'
>;

/**
 * Everything the pages read and write. Screens get it handed in and know no other way out, so they
 * run as well on made-up data. Every method throws TwinlensError.
 */
export type ReviewApi = {
  [Id in ReviewOperationId]: (
    input: CallInput<Operations[Id]>,
  ) => Promise<ResponseOf<Operations[Id]>>;
};
