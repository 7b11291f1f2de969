/** Every operation of the server, in one list: routes, OpenAPI and tests are all made from it. */
import * as flake from './client-api/flake.ts';
import * as images from './client-api/images.ts';
import * as clientJobs from './client-api/jobs.ts';
import * as clientKeys from './client-api/keys.ts';
import * as madeReports from './client-api/made-reports.ts';
import * as manifests from './client-api/manifests.ts';
import * as packages from './client-api/packages.ts';
import * as clientReports from './client-api/reports.ts';
import * as snapRequests from './client-api/snap-requests.ts';
import * as verdicts from './client-api/verdicts.ts';
import type { OperationShape } from './operation.ts';
import * as watched from './status-api/watched.ts';
import * as apiKeys from './web-api/api-keys.ts';
import * as assistants from './web-api/assistants.ts';
import * as captureCache from './web-api/capture-cache.ts';
import * as changeFilters from './web-api/change-filters.ts';
import * as commitComparisons from './web-api/commit-comparisons.ts';
import * as comparisons from './web-api/comparisons.ts';
import * as deliveries from './web-api/deliveries.ts';
import * as differencesSeen from './web-api/differences.ts';
import * as fleet from './web-api/fleet.ts';
import * as history from './web-api/history.ts';
import * as jobs from './web-api/jobs.ts';
import * as notices from './web-api/notices.ts';
import * as outageRules from './web-api/outage-rules.ts';
import * as policies from './web-api/policies.ts';
import * as presence from './web-api/presence.ts';
import * as open from './web-api/public.ts';
import * as reports from './web-api/reports.ts';
import * as repositories from './web-api/repositories.ts';
import * as reviewRules from './web-api/review-rules.ts';
import * as runs from './web-api/runs.ts';
import * as session from './web-api/session.ts';
import * as shownImages from './web-api/shown-images.ts';
import * as snapshotCaptures from './web-api/snapshot-captures.ts';
import * as snapshots from './web-api/snapshots.ts';
import * as threads from './web-api/threads.ts';
import * as accessibility from './worker-api/accessibility.ts';
import * as passes from './worker-api/capture-cache.ts';
import * as differences from './worker-api/differences.ts';
import * as leases from './worker-api/leases.ts';
import * as registration from './worker-api/registration.ts';

export const operations = {
  startJob: clientJobs.startJob,
  orchestrateJob: clientJobs.orchestrateJob,
  cancelJob: clientJobs.cancelJob,
  getVerdict: verdicts.getVerdict,
  signPackageUpload: packages.signPackageUpload,
  uploadPackage: packages.uploadPackage,
  finalizePackage: packages.finalizePackage,
  getPackageData: packages.getPackageData,
  addPackage: packages.addPackage,
  createSnapRequests: snapRequests.createSnapRequests,
  createSnapRequest: snapRequests.createSnapRequest,
  extendReport: snapRequests.extendReport,
  addFinishedSnapRequest: snapRequests.addFinishedSnapRequest,
  pollSnapRequest: snapRequests.pollSnapRequest,
  createAsyncReport: clientReports.createAsyncReport,
  finalizeAsyncReport: clientReports.finalizeAsyncReport,
  findBaseline: clientReports.findBaseline,
  getManifest: manifests.getManifest,
  compareReports: clientReports.compareReports,
  createReport: madeReports.createReport,
  listSnapshots: madeReports.listSnapshots,
  getReportStatus: madeReports.getReportStatus,
  completeReport: madeReports.completeReport,
  copyReport: madeReports.copyReport,
  signImageUpload: images.signImageUpload,
  uploadClientImage: images.uploadClientImage,
  listFlakes: flake.listFlakes,
  ignoreDiff: flake.ignoreDiff,
  createPullRequestToken: clientKeys.createPullRequestToken,
  signInWorkflow: clientKeys.signInWorkflow,
  registerWorker: registration.registerWorker,
  takeLease: leases.takeLease,
  getLeasePayload: leases.getLeasePayload,
  getLeasePackage: leases.getLeasePackage,
  heartbeat: leases.heartbeat,
  findMissingImages: leases.findMissingImages,
  uploadImages: leases.uploadImages,
  uploadAccessibilityResult: accessibility.uploadAccessibilityResult,
  findDifferences: differences.findDifferences,
  finishLease: leases.finishLease,
  failLease: leases.failLease,
  findPasses: passes.findPasses,
  recordPasses: passes.recordPasses,
  reportAudit: passes.reportAudit,
  signIn: session.signIn,
  signOut: session.signOut,
  setUpAccount: session.setUpAccount,
  getMe: session.getMe,
  listJobs: jobs.listJobs,
  getJob: jobs.getJob,
  getAsyncReport: reports.getAsyncReport,
  getReport: reports.getReport,
  getSnapRequest: reports.getSnapRequest,
  getSnapshotPair: snapshots.getSnapshotPair,
  listRuns: runs.listRuns,
  compareChosen: runs.compareChosen,
  getSnapshotHistory: history.getSnapshotHistory,
  getComponent: history.getComponent,
  listComponents: history.listComponents,
  getSnapshotCapture: snapshotCaptures.getSnapshotCapture,
  adoptRetake: snapshotCaptures.adoptRetake,
  retakeSnapRequest: snapshotCaptures.retakeSnapRequest,
  getSnapRequestPayload: snapshotCaptures.getSnapRequestPayload,
  getSnapRequestPackage: snapshotCaptures.getSnapRequestPackage,
  getSnapRequestDocument: snapshotCaptures.getSnapRequestDocument,
  listComparisons: commitComparisons.listComparisons,
  getComparison: comparisons.getComparison,
  listChanges: comparisons.listChanges,
  getChangeFilters: changeFilters.getChangeFilters,
  getDifference: differencesSeen.getDifference,
  decideComparison: comparisons.decideComparison,
  rerenderBaseline: comparisons.rerenderBaseline,
  undoRerendering: comparisons.undoRerendering,
  undoDecision: comparisons.undoDecision,
  undoReview: comparisons.undoReview,
  listThreads: threads.listThreads,
  openThread: threads.openThread,
  addComment: threads.addComment,
  resolveThread: threads.resolveThread,
  removeComment: threads.removeComment,
  listPeople: threads.listPeople,
  tellPresence: presence.tellPresence,
  reportFlake: comparisons.reportFlake,
  undoFlake: comparisons.undoFlake,
  getPolicy: policies.getPolicy,
  setPolicy: policies.setPolicy,
  getOutageRule: outageRules.getOutageRule,
  setOutageRule: outageRules.setOutageRule,
  getReviewRules: reviewRules.getReviewRules,
  setReviewRules: reviewRules.setReviewRules,
  listApiKeys: apiKeys.listApiKeys,
  createApiKey: apiKeys.createApiKey,
  revokeApiKey: apiKeys.revokeApiKey,
  createPersonalKey: apiKeys.createPersonalKey,
  getAssistantRequest: assistants.getAssistantRequest,
  answerAssistantRequest: assistants.answerAssistantRequest,
  listAssistants: assistants.listAssistants,
  revokeAssistant: assistants.revokeAssistant,
  listRepositories: repositories.listRepositories,
  connectRepository: repositories.connectRepository,
  changeRepository: repositories.changeRepository,
  disconnectRepository: repositories.disconnectRepository,
  listDestinations: deliveries.listDestinations,
  addDestination: deliveries.addDestination,
  changeDestination: deliveries.changeDestination,
  removeDestination: deliveries.removeDestination,
  testDestination: deliveries.testDestination,
  getHook: deliveries.getHook,
  reconcile: deliveries.reconcile,
  listDeliveries: deliveries.listDeliveries,
  getDelivery: deliveries.getDelivery,
  redeliver: deliveries.redeliver,
  listNotices: notices.listNotices,
  readNotices: notices.readNotices,
  getNoticeSettings: notices.getNoticeSettings,
  setNoticeSettings: notices.setNoticeSettings,
  askForReview: notices.askForReview,
  getFleet: fleet.getFleet,
  createWorkerToken: fleet.createWorkerToken,
  revokeWorkerToken: fleet.revokeWorkerToken,
  setWorkerState: fleet.setWorkerState,
  getCaptureCache: captureCache.getCaptureCache,
  turnCaptureCacheOn: captureCache.turnCaptureCacheOn,
  getFigures: watched.getFigures,
  listWaitingCommits: watched.listWaitingCommits,
  settleStandIns: watched.settleStandIns,
  describeApi: open.describeApi,
  getImage: open.getImage,
  getThumbnail: shownImages.getThumbnail,
  getResultImage: shownImages.getResultImage,
  getAnimatedImage: open.getAnimatedImage,
  getAccessibilityResult: open.getAccessibilityResult,
  getStatusImage: open.getStatusImage,
  hearForge: open.hearForge,
  getLiveness: open.getLiveness,
  getReadiness: open.getReadiness,
} as const satisfies Record<string, OperationShape>;

export type Operations = typeof operations;
export type OperationId = keyof Operations;
