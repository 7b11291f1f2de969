import { ignoreDiff, listFlakes } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const flakeHandlers: Pick<Handlers, 'listFlakes' | 'ignoreDiff'> = {
  listFlakes: ({ ctx, caller, query }) => listFlakes({ ctx, caller, input: query }),
  async ignoreDiff({ ctx, caller, body }) {
    await ignoreDiff({ ctx, caller, input: body });
    return body;
  },
};
