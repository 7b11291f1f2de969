import { findPasses, recordPasses, reportAudit } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const passHandlers: Pick<Handlers, 'findPasses' | 'recordPasses' | 'reportAudit'> = {
  findPasses: ({ ctx, params, body }) => findPasses({ ctx, input: { ...params, ...body } }),

  async recordPasses({ ctx, params, body }) {
    await recordPasses({ ctx, input: { ...params, ...body } });
    return null;
  },

  async reportAudit({ ctx, params, body, request }) {
    const disagreements = await reportAudit({ ctx, input: { ...params, ...body } });
    if (disagreements.length > 0) {
      request.log.warn(
        { disagreements },
        'copied pictures were not what rendering again shows: they are copied no more',
      );
    }
    return null;
  },
};
