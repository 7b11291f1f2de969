/** Workers of an installation that nobody runs. */
import { type Operations, type ResponseOf, targetTypes } from '@twinlens/contract';

export type Fleet = ResponseOf<Operations['getFleet']>;
type Worker = Fleet['workers'][number];

const chromium = 'Chromium 153.0.8010.0';
const webkit = 'WebKitGTK 2.50.6';

const targetOf = (
  type: Worker['targets'][number]['type'],
  version: string,
  browser = version,
  lacks: string[] = [],
) => ({ type, version, browser, lacks });

const touch = 'touch events, and the media queries of a device without a mouse';

/** @param minutesAgo the time so many minutes ago */
export function madeUpFleet(minutesAgo: (minutes: number) => string): Fleet {
  const usual: Omit<Worker, 'id' | 'name'> = {
    token: null,
    fonts: 'fonts',
    refused: [],
    targets: [targetOf('browser-chrome', chromium), targetOf('browser-accessibility', chromium)],
    state: 'in service',
    reason: null,
    outOfService: null,
    current: [],
    lastHour: { captures: 212, snapshots: 4180 },
    failures: 0,
    lastFailure: null,
    seenAt: minutesAgo(0),
    silent: false,
  };
  const rack = { id: 1, label: 'rack 2', revoked: false };
  const workers: Worker[] = [
    {
      ...usual,
      id: 1,
      name: 'build-7',
      targets: [
        ...usual.targets,
        {
          ...targetOf(
            'browser-chrome',
            'Chromium 154.0.8100.0',
            'Next month: Chromium 154.0.8100.0',
          ),
          name: 'chromium-next',
        },
      ],
      current: [
        { snapRequestId: 812, type: 'browser-chrome', target: 'chrome-desktop', captured: 31 },
      ],
    },
    {
      ...usual,
      id: 2,
      name: 'rack2-webkit',
      token: rack,
      targets: [
        targetOf('browser-safari', webkit, `${webkit}, in place of Safari`, ['animate']),
        targetOf('browser-ios-safari', webkit, `WebKit, emulated iPhone (${webkit})`, [touch]),
      ],
      state: 'quarantined',
      reason: `its calibration sheet in ${webkit} does not have the pixels of 3 other workers`,
      failures: 2,
      lastFailure: { message: 'The browser crashed: the driver has ended', at: minutesAgo(41) },
      lastHour: { captures: 3, snapshots: 60 },
    },
    {
      ...usual,
      id: 3,
      name: 'rack2-firefox',
      token: rack,
      targets: [
        targetOf('browser-firefox', 'Firefox 153.8.0esr', 'Firefox 153.8.0esr', [
          'forcedColors',
          'media: print',
        ]),
      ],
      refused: [
        {
          browser: 'firefox-next',
          why: '"firefox-next" is pinned to 154, and /opt/firefox-next/firefox is Firefox 155.0a1: nothing is captured with it until one of them is changed',
        },
      ],
      outOfService: 'only 212 MB of disk are left, and 500 MB are needed',
    },
  ];
  const served: Record<string, number> = { 'browser-chrome': 1, 'browser-accessibility': 1 };
  return {
    workers,
    tokens: [{ id: 1, label: 'rack 2', createdBy: 'Ada Lovelace', createdAt: minutesAgo(9000) }],
    types: [
      ...targetTypes.map((type) => ({
        type,
        workers: served[type] ?? 0,
        waiting: type === 'browser-firefox' ? 12 : 0,
        unserved: served[type] ? null : `no worker for ${type} has been seen`,
      })),
      { type: 'browser-chrome', name: 'chromium-next', workers: 1, waiting: 2, unserved: null },
    ],
  };
}
