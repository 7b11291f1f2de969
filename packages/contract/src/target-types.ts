/** The kinds of browser a target may ask for (protocol.md 6.1). */
export const targetTypes = [
  'browser-chrome',
  'browser-edge',
  'browser-firefox',
  'browser-safari',
  'browser-ios-safari',
  'browser-ipad-safari',
  'browser-accessibility',
] as const;

export type TargetType = (typeof targetTypes)[number];
