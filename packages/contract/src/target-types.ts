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

/** Types that show pages as large as their device does, whatever viewport is asked for. */
const devices = new Set<TargetType>(['browser-ios-safari', 'browser-ipad-safari']);

export const hasOwnViewport = (type: TargetType): boolean => devices.has(type);

/** Types whose pictures may be animated; devices' may not, and accessibility has none. */
export const canAnimate = (type: TargetType): boolean =>
  !devices.has(type) && type !== 'browser-accessibility';
