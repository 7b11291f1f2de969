import { tellPresence } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const presenceHandlers: Pick<Handlers, 'tellPresence'> = {
  tellPresence: ({ ctx, caller, params, body }) =>
    tellPresence({
      ctx,
      input: { caller, comparisonId: params.comparison, snapshotId: body.snapshot },
    }),
};
