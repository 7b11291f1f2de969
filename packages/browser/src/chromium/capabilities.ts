import type { Capabilities } from '../capabilities.ts';

export const chromiumCapabilities: Capabilities = {
  protocol: 'CDP',
  virtualClock: true,
  initScripts: true,
  isolatedWorld: true,
  withoutScripts: true,
  requests: true,
  console: true,
  dialogs: true,
  headers: true,
  keepsViewport: true,
  minWidth: 1,
  memoryLimit: true,
  appearance: {
    deviceScaleFactor: true,
    reducedMotion: true,
    colorScheme: true,
    forcedColors: true,
    print: true,
    transparent: true,
  },
  device: { userAgent: false, touch: false },
  emoji: true,
  animations: true,
  accessibility: true,
};
