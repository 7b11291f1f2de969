import type { TargetType } from '@twinlens/contract';

/** Types of target in plain words; what stands in for a browser is said by its worker. */
export const targetWords: Record<TargetType, string> = {
  'browser-chrome': 'Chrome',
  'browser-edge': 'Edge',
  'browser-firefox': 'Firefox',
  'browser-safari': 'Safari',
  'browser-ios-safari': 'iPhone (WebKit, emulated)',
  'browser-ipad-safari': 'iPad (WebKit, emulated)',
  'browser-accessibility': 'Accessibility',
};
