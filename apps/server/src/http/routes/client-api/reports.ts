import {
  compareNow,
  createAsyncReport,
  finalizeAsyncReport,
  findBaseline,
  getManifest,
  requestComparison,
} from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const reportHandlers: Pick<
  Handlers,
  'createAsyncReport' | 'finalizeAsyncReport' | 'findBaseline' | 'getManifest' | 'compareReports'
> = {
  createAsyncReport: ({ ctx, caller, params, body }) =>
    createAsyncReport({ ctx, caller, input: { ...params, ...body } }),
  finalizeAsyncReport({ ctx, caller, params, body }) {
    const { skip, skippedExamples, ...rest } = body;
    const input = { ...params, ...rest, skip: skip ?? skippedExamples };
    return finalizeAsyncReport({ ctx, caller, input });
  },
  findBaseline: ({ ctx, caller, params, body }) =>
    findBaseline({ ctx, caller, input: { ...params, ...body } }),
  getManifest: ({ ctx, caller, params, query }) =>
    getManifest({ ctx, caller, input: { ...params, ...query } }),
  async compareReports({ ctx, caller, params, body }) {
    const input = { ...params, ...body };
    if (!isTrue(body.isAsync)) return compareNow({ ctx, caller, input });
    return requestComparison({ ctx, caller, input });
  },
};

/** Older clients send the text "true". */
const isTrue = (value: boolean | string | undefined) => value === true || value === 'true';
