import type { Capabilities } from '../capabilities.ts';
import { seesMemory } from '../program/watch-memory.ts';

export const webkitCapabilities: Capabilities = {
  protocol: 'WebDriver',
  virtualClock: false,
  initScripts: false,
  isolatedWorld: false,
  withoutScripts: false,
  requests: false,
  console: false,
  dialogs: false,
  headers: false,
  keepsViewport: false,
  // Of its window, tool bar included.
  minWidth: 334,
  memoryLimit: seesMemory,
  appearance: {
    deviceScaleFactor: true,
    reducedMotion: true,
    colorScheme: true,
    forcedColors: false,
    print: false,
    transparent: false,
  },
  device: { userAgent: true, touch: false },
  emoji: false,
  animations: false,
  accessibility: false,
};
