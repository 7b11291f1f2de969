import type { EngineName } from '@twinlens/browser';
import type { TargetType } from '@twinlens/contract';

/** A type of target that each engine captures. */
export const typeOf: Record<EngineName, TargetType> = {
  chromium: 'browser-chrome',
  firefox: 'browser-firefox',
  webkit: 'browser-safari',
};
