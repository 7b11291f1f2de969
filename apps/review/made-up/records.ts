/** Jobs, comparisons, reports and captures in every state a page can show. */
import { type Operations, type ResponseOf, TwinlensError } from '@twinlens/contract';

type Me = ResponseOf<Operations['getMe']>;
type Job = ResponseOf<Operations['getJob']>;
type Comparison = ResponseOf<Operations['getComparison']>;
type AsyncReport = ResponseOf<Operations['getAsyncReport']>;
type SnapRequest = Omit<ResponseOf<Operations['getSnapRequest']>, 'kept'>;

export function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

/** Of a commit: 40 hexadecimal digits that are the same for the same words. */
export function sha(seed: string): string {
  const digits = [...seed].map((char) => (char.codePointAt(0) ?? 0).toString(16).padStart(2, '0'));
  return digits.join('').repeat(20).slice(0, 40);
}

export const reviewShas = { before: sha('base'), after: sha('head') };
export const pendingShas = { before: sha('base'), after: sha('next') };
/** Of a comparison whose reports were captured with different browsers, one of them in doubt. */
export const browserShas = { before: sha('base'), after: sha('bump') };
export const failedShas = { before: sha('base'), after: sha('oops') };

const link = 'https://git.example.com/shop/web/pull/418';
const message =
  'Give buttons the new accent colours\n\nThe old ones had too little contrast on grey.\nCards grow by one line where they name a price.';

export const me: Me = {
  user: { id: 'u1', name: 'Ada Lovelace', email: 'ada@example.com' },
  mustSetPassword: false,
  operator: true,
  accounts: [
    {
      id: 1,
      name: 'Example Ltd',
      role: 'admin',
      projects: [{ id: 1, name: 'web-shop' }],
      unread: 3,
    },
  ],
};

const noCounts = {
  changed: 0,
  added: 0,
  deleted: 0,
  unchanged: 0,
  ignored: 0,
  unstable: 0,
  tolerated: 0,
};

/** The comparison of any two commits; those named above have a state of their own. */
export function comparison({ sha1, sha2 }: { sha1: string; sha2: string }): Comparison {
  const whole: Comparison = {
    id: 71,
    project: { id: 1, name: 'web-shop' },
    sha1,
    sha2,
    state: 'needs-review',
    counts: noCounts,
    link,
    message,
    author: 'Grace Hopper <grace@example.com>',
    createdAt: minutesAgo(8),
    completedAt: minutesAgo(6),
    baseline: {
      rule: 'same-sha',
      sha: sha1,
      explanation: 'Baseline: the report of the commit this branch started from.',
    },
    baselineTrail: [
      { sha: sha('late'), outcome: 'no-report', why: 'It has no report in this project.' },
      {
        sha: sha('fail'),
        outcome: 'failed',
        why: 'Its report failed: the page of chrome-phone did not finish loading in 30 s',
      },
      { sha: sha1, outcome: 'chosen', why: 'It has a report.' },
    ],
    deepCompare: { compareThreshold: 0.002, diffAlgorithm: 'color-delta', applyBlur: true },
    policy: {
      deepCompare: { compareThreshold: 0.002, diffAlgorithm: 'color-delta', applyBlur: true },
      passes: ['anti-alias'],
      rules: 1,
    },
    progress: null,
    origins: { rendered: 611, copied: 9132, carriedOver: 306, sources: [sha1] },
    browsers: [
      {
        target: 'chrome',
        before: ['Chromium 153.0.8010.0'],
        after: ['Chromium 153.0.8010.0'],
        doubt: null,
      },
      {
        target: 'chrome-phone',
        before: ['Chromium 153.0.8010.0'],
        after: ['Chromium 153.0.8010.0'],
        doubt: null,
      },
      {
        target: 'iphone',
        before: ['WebKit, emulated iPhone (WebKitGTK 2.50.6)'],
        after: ['WebKit, emulated iPhone (WebKitGTK 2.50.6)'],
        doubt: null,
      },
    ],
    rerendering: null,
    error: null,
    decided: { accepted: 0, rejected: 0, remembered: 0 },
    review: null,
    history: [
      {
        id: 1,
        scope: { kind: 'everything' },
        pairs: 54,
        decision: 'rejected',
        by: 'Grace Hopper',
        at: minutesAgo(5),
        comment: 'The badge looks off',
        undoneBy: 'Grace Hopper',
        undoneAt: minutesAgo(4),
      },
    ],
    jobId: 930,
    chosenBy: null,
  };
  const unfinished = {
    ...whole,
    completedAt: null,
    policy: null,
    baseline: null,
    baselineTrail: null,
    origins: null,
    browsers: [],
    history: [],
  };
  if (sha2 === reviewShas.after) return whole;
  if (sha2 === browserShas.after) {
    const doubt =
      'captured by the worker rack2, which was quarantined: its calibration sheet in WebKitGTK 2.50.6 does not have the pixels of 3 other workers';
    const browsers = whole.browsers.map((one) =>
      one.target === 'iphone' ? { ...one, doubt } : { ...one, before: ['Chromium 152.0.7900.2'] },
    );
    const rerendering = { by: null, total: 0, done: 0, failed: 0, problem: null };
    return { ...whole, browsers, rerendering };
  }
  if (sha2 === pendingShas.after) {
    const progress = { requestsDone: 5, requestsTotal: 12, examplesCaptured: 431 };
    const why = 'Its report is being made, and waited for.';
    const baselineTrail: Comparison['baselineTrail'] = [{ sha: sha1, outcome: 'waiting', why }];
    return { ...unfinished, id: 72, state: 'pending', progress, baselineTrail, jobId: 931 };
  }
  if (sha2 === failedShas.after) {
    const error = 'A capture failed: the page of chrome-phone did not finish loading in 30 s.';
    return { ...unfinished, id: 73, state: 'failure', error, jobId: 932 };
  }
  throw new TwinlensError('not_found', 'No comparison of these two commits was ever asked for.');
}

const titles = [
  'Give buttons the new accent colours',
  'Move prices above the fold',
  'Update icons',
  'Fix the focus order of dialogs',
  'Let long product names wrap in cards, tables and the basket instead of cutting them off',
  'Speed up the product list',
];

function oneJob(id: number): Job {
  const number = 930 - id;
  const state =
    number < 0
      ? 'pending'
      : ((['needs-review', 'success', 'success', 'failure', 'expired', 'success'] as const)[
          number % 6
        ] ?? 'success');
  const shas =
    number === 0
      ? reviewShas
      : number < 0
        ? pendingShas
        : { before: sha(`base${id}`), after: sha(`head${id}`) };
  const counts =
    number === 0
      ? {
          changed: 42,
          added: 7,
          deleted: 3,
          unchanged: 10_000,
          ignored: 2,
          unstable: 3,
          tolerated: 4,
        }
      : { ...noCounts, unchanged: 10_000 + number, changed: state === 'failure' ? 3 : 0 };
  return {
    id,
    sha1: shas.before,
    sha2: shas.after,
    state,
    orchestrated: false,
    link,
    message: titles[Math.abs(number) % titles.length] ?? null,
    author: number % 2 === 0 ? 'Grace Hopper' : 'Alan Turing',
    createdAt: minutesAgo(number < 0 ? 1 : 8 + number * 37),
    updatedAt: minutesAgo(number < 0 ? 0 : 6 + number * 37),
    projects: [
      {
        project: { id: 1, name: 'web-shop' },
        state,
        message: state === 'expired' ? 'No comparison was asked for within a day.' : null,
        comparison:
          state === 'pending' || state === 'expired' ? null : { id: 71, url: '/', counts },
        asyncReport:
          state === 'pending'
            ? {
                id: 301,
                url: '/',
                progress: { requestsDone: 5, requestsTotal: 12, examplesCaptured: 431 },
              }
            : null,
      },
    ],
  };
}

/** Newest first; the newest is still running. */
export const jobs: Job[] = Array.from({ length: 63 }, (_, index) => oneJob(931 - index));

/** Announced with four projects: two have ended, one was cancelled, one has not sent anything. */
function orchestratedJob(id: number): Job {
  const [reviewed, passed] = [oneJob(930), oneJob(929)].flatMap(({ projects }) => projects);
  if (!reviewed || !passed) throw new Error('these jobs have a project each');
  const nothing = { message: null, comparison: null, asyncReport: null };
  return {
    ...oneJob(931),
    id,
    orchestrated: true,
    projects: [
      { ...nothing, project: { id: 4, name: 'back-office' }, state: 'pending' },
      { ...passed, project: { id: 2, name: 'checkout' } },
      {
        ...nothing,
        project: { id: 3, name: 'pages' },
        state: 'failure',
        message:
          'playwright run failed <b>(3 of 40)</b>, see https://ci.example.com/shop/web/runs/4711?attempt=2. Not: javascript:alert(1)',
      },
      reviewed,
    ],
  };
}

/** Jobs 800, whose pull request is closed, and 801 have several projects; every other id is one of the list. */
export function job(id: number): Job {
  if (id === 801) return orchestratedJob(id);
  if (id === 800) {
    const states = [oneJob(930), oneJob(929), oneJob(931)].flatMap(({ projects }) => projects);
    const names = ['web-shop', 'checkout', 'back-office'];
    return {
      ...oneJob(931),
      id,
      pullRequest: { number: 418, open: false, base: 'release/2026-12' },
      projects: states.map((entry, index) => ({
        ...entry,
        project: { id: index + 1, name: names[index] ?? '' },
      })),
    };
  }
  const found = jobs.find((candidate) => candidate.id === id);
  if (!found) throw new TwinlensError('not_found', `There is no job ${id} in this account.`);
  return { ...found, pullRequest: { number: 418, open: true, base: 'main' } };
}

/** Report 301 stands still half way; report 302 grows with every look until it is complete. */
const looks = new Map<number, number>();

export function asyncReport(id: number): AsyncReport {
  if (id !== 301 && id !== 302) throw new TwinlensError('not_found', 'There is no such report.');
  const look = (looks.get(id) ?? 0) + 1;
  looks.set(id, look);
  const done = id === 301 ? 3 : Math.min(6, look + 3);
  const complete = done === 6;
  return {
    id,
    sha: pendingShas.after,
    project: { id: 1, name: 'web-shop' },
    state: complete ? 'completed' : 'pending',
    error: null,
    link,
    message,
    createdAt: minutesAgo(1),
    completedAt: complete ? minutesAgo(0) : null,
    reportUrl: complete ? '/' : null,
    progress: { requestsDone: done, requestsTotal: 6, examplesCaptured: done * 83 },
    requests: Array.from({ length: 6 }, (_, index) => ({
      id: 501 + index,
      type: 'browser-chrome',
      target: index % 2 === 0 ? 'chrome-desktop' : 'chrome-phone',
      browserName: null,
      state: index < done ? 'done' : index === done ? 'leased' : 'queued',
      attempts: index <= done ? 1 : 0,
      captured: index < done ? 83 : index === done ? 41 : 0,
      worker: index <= done ? 'worker-a' : null,
      error: null,
    })),
  };
}

export function snapRequest(id: number): SnapRequest {
  if (id < 501 || id > 506) throw new TwinlensError('not_found', 'There is no such capture.');
  const failed = id === 506;
  return {
    id,
    type: 'browser-chrome',
    target: 'chrome-desktop',
    browserName: null,
    state: failed ? 'failed' : 'done',
    attempts: failed ? 3 : 1,
    captured: failed ? 12 : 83,
    worker: 'worker-a',
    error: failed
      ? '"Avatar, 012 long text" did not finish rendering within 60 s\n"Chart, live" went to another page: https://example.com/dashboard'
      : null,
    browser: 'HeadlessChrome 153.0.8010.0',
    createdAt: minutesAgo(5),
    finishedAt: minutesAgo(4),
    log: [
      { atMs: 0, level: 'info', text: 'Package of 4.1 MB unpacked' },
      { atMs: 412, level: 'info', text: 'Page loaded, 83 examples' },
      {
        atMs: 2130,
        level: 'warn',
        text: 'Avatar/012 long text: an image came late, waited 900 ms',
      },
      ...(failed
        ? [
            {
              atMs: 30_412,
              level: 'error' as const,
              text: 'TimeoutError: no answer from /fonts/inter.woff2',
            },
          ]
        : [{ atMs: 61_300, level: 'info' as const, text: '83 pictures taken' }]),
    ],
  };
}
