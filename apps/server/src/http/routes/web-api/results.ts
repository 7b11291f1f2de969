import {
  getAsyncReport,
  getChangeFilters,
  getComparison,
  getDifference,
  getJob,
  getReport,
  getSnapRequest,
  getSnapshotPair,
  listChanges,
  listComparisons,
  listJobs,
} from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

/** Reading what there is to review. The account is always the caller's, never the path's. */
export const resultHandlers: Pick<
  Handlers,
  | 'listJobs'
  | 'getJob'
  | 'getAsyncReport'
  | 'getReport'
  | 'getSnapRequest'
  | 'getSnapshotPair'
  | 'listComparisons'
  | 'getComparison'
  | 'listChanges'
  | 'getChangeFilters'
  | 'getDifference'
> = {
  listJobs: ({ ctx, caller, query }) =>
    listJobs({ ctx, input: { accountId: caller.accountId, ...query } }),

  getJob: ({ ctx, caller, params }) =>
    getJob({ ctx, input: { accountId: caller.accountId, jobId: params.job } }),

  getAsyncReport: ({ ctx, caller, params }) =>
    getAsyncReport({ ctx, input: { accountId: caller.accountId, asyncReportId: params.id } }),

  getReport: ({ ctx, caller, params, query }) =>
    getReport({
      ctx,
      input: {
        accountId: caller.accountId,
        projectId: params.project,
        sha: params.sha,
        ...query,
      },
    }),

  getSnapRequest: ({ ctx, caller, params }) =>
    getSnapRequest({ ctx, input: { accountId: caller.accountId, snapRequestId: params.id } }),

  getSnapshotPair: ({ ctx, caller, params }) =>
    getSnapshotPair({
      ctx,
      input: {
        accountId: caller.accountId,
        projectId: params.project,
        id1: params.id1,
        id2: params.id2,
      },
    }),

  listComparisons: ({ ctx, caller, query }) =>
    listComparisons({ ctx, input: { accountId: caller.accountId, sha: query.sha } }),

  getComparison: ({ ctx, caller, params }) =>
    getComparison({
      ctx,
      input: {
        accountId: caller.accountId,
        projectId: params.project,
        sha1: params.sha1,
        sha2: params.sha2,
      },
    }),

  listChanges: ({ ctx, caller, params, query }) =>
    listChanges({
      ctx,
      input: {
        accountId: caller.accountId,
        userId: caller.userId,
        comparisonId: params.comparison,
        ...query,
      },
    }),

  getChangeFilters: ({ ctx, caller, params, query }) =>
    getChangeFilters({
      ctx,
      input: {
        accountId: caller.accountId,
        userId: caller.userId,
        comparisonId: params.comparison,
        ...query,
      },
    }),

  getDifference: ({ ctx, caller, params }) => {
    const { comparison: comparisonId, beforeSnapshotId, afterSnapshotId } = params;
    const input = { accountId: caller.accountId, comparisonId, beforeSnapshotId, afterSnapshotId };
    return getDifference({ ctx, input });
  },
};
