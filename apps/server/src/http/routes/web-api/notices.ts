import {
  askForReview,
  getNoticeSettings,
  listNotices,
  readNotices,
  setNoticeSettings,
} from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const noticeHandlers: Pick<
  Handlers,
  'listNotices' | 'readNotices' | 'getNoticeSettings' | 'setNoticeSettings' | 'askForReview'
> = {
  listNotices: ({ ctx, caller, query }) => listNotices({ ctx, input: { caller, ...query } }),
  readNotices: ({ ctx, caller, body }) => readNotices({ ctx, input: { caller, ...body } }),
  getNoticeSettings: ({ ctx, caller }) => getNoticeSettings({ ctx, input: { caller } }),
  setNoticeSettings: ({ ctx, caller, body }) =>
    setNoticeSettings({ ctx, input: { caller, ...body } }),
  async askForReview({ ctx, caller, params, body }) {
    await askForReview({ ctx, input: { caller, comparisonId: params.comparison, ...body } });
    return null;
  },
};
