import type { Capabilities } from '../capabilities.ts';
import { seesMemory } from '../program/watch-memory.ts';

export const firefoxCapabilities: Capabilities = {
  protocol: 'WebDriver BiDi',
  virtualClock: false,
  initScripts: true,
  isolatedWorld: true,
  withoutScripts: true,
  requests: true,
  console: true,
  dialogs: true,
  headers: true,
  keepsViewport: true,
  minWidth: 1,
  memoryLimit: seesMemory,
  appearance: {
    deviceScaleFactor: true,
    reducedMotion: true,
    colorScheme: true,
    forcedColors: false,
    print: false,
    transparent: false,
  },
  device: { userAgent: false, touch: false },
  emoji: true,
  animations: false,
  accessibility: false,
};
