/** What each type of target is captured with, and what people are told it was. */
import type { Device, EngineName } from '@twinlens/browser';
import { type TargetType, targetTypes } from '@twinlens/contract';

/** What a type shows pages on: the size, the pixels and the name of an Apple device. */
export interface EmulatedDevice extends Device {
  /** As people know it. */
  name: string;
  /** In CSS pixels, as in payloads. */
  viewport: string;
  deviceScaleFactor: number;
}

export interface Target {
  engine: EngineName;
  device?: EmulatedDevice;
  /**
   * What people read beside a picture.
   * @param version Name and version of the engine, such as `Chromium 153.0.8010.0`.
   */
  label(version: string): string;
}

const asItIs = (version: string): string => version;

/** Sizes are those of the protocol; the rest is what Safari says and does on these devices. */
const iPhone: EmulatedDevice = {
  name: 'iPhone',
  viewport: '375x667',
  deviceScaleFactor: 2,
  touch: true,
  userAgent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
};
const iPad: EmulatedDevice = {
  name: 'iPad',
  viewport: '1080x810',
  deviceScaleFactor: 2,
  touch: true,
  // An iPad says that it is a Mac, unless somebody asks for the mobile site.
  userAgent:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
};

const emulating = (device: EmulatedDevice): Target => ({
  engine: 'webkit',
  device,
  label: (version) => `WebKit, emulated ${device.name} (${version})`,
});

export const targets: Record<TargetType, Target> = {
  'browser-chrome': { engine: 'chromium', label: asItIs },
  'browser-accessibility': { engine: 'chromium', label: asItIs },
  'browser-edge': {
    engine: 'chromium',
    label: (version) => `${version}, in place of Microsoft Edge`,
  },
  'browser-firefox': { engine: 'firefox', label: asItIs },
  'browser-safari': { engine: 'webkit', label: (version) => `${version}, in place of Safari` },
  'browser-ios-safari': emulating(iPhone),
  'browser-ipad-safari': emulating(iPad),
};

const prefix = 'browser-';

/** As people write it: `chrome` for `browser-chrome`. */
export const shortName = (type: TargetType): string => type.slice(prefix.length);

export const typeNamed = (name: string): TargetType | undefined =>
  targetTypes.find((type) => type === prefix + name);
