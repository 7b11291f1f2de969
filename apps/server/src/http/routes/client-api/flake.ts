import { listFlakes } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const flakeHandlers: Pick<Handlers, 'listFlakes'> = {
  listFlakes: ({ ctx, caller, query }) => listFlakes({ ctx, caller, input: query }),
};
