import { storeAccessibilityResult } from '@twinlens/visual-tests';
import type { Handlers } from '../../handler.ts';

export const accessibilityHandlers: Pick<Handlers, 'uploadAccessibilityResult'> = {
  async uploadAccessibilityResult({ ctx, params, body }) {
    await storeAccessibilityResult({ ctx, input: { ...params, ...body } });
    return null;
  },
};
