/** Snapshots of an accessibility target: what was found in each, with pictures like all others. */
import {
  type AccessibilityResult,
  countViolations,
  type Impact,
  type Operations,
  type ResponseOf,
  TwinlensError,
} from '@twinlens/contract';
import { type Side, sizeOf } from './picture.ts';
import type { Change, Kind, Snapshot } from './rows.ts';

type Comparison = ResponseOf<Operations['getComparison']>;
type Violation = AccessibilityResult['violations'][number];

export const accessibilityShas = { before: 'a'.repeat(40), after: 'b'.repeat(40) };
export const accessibilityComparisonId = 75;

interface RuleText {
  impact: Impact;
  help: string;
  summary: string;
}

const rules = {
  'button-name': {
    impact: 'critical',
    help: 'Buttons must have discernible text',
    summary:
      'Fix any of the following:\n  Element does not have inner text that is visible to screen readers\n  aria-label attribute does not exist or is empty',
  },
  'color-contrast': {
    impact: 'serious',
    help: 'Elements must meet minimum color contrast ratio thresholds',
    summary:
      'Fix any of the following:\n  Element has insufficient color contrast of 1.58 (foreground color: #ced3de, background color: #ffffff, font size: 9.0pt (12px), font weight: normal). Expected contrast ratio of 4.5:1',
  },
  'heading-order': {
    impact: 'moderate',
    help: 'Heading levels should only increase by one',
    summary: 'Fix any of the following:\n  Heading order invalid',
  },
  region: {
    impact: 'minor',
    help: 'All page content should be contained by landmarks',
    summary: 'Fix any of the following:\n  Some page content is not contained by landmarks',
  },
} satisfies Record<string, RuleText>;

type Found = [
  rule: keyof typeof rules,
  target: Violation['nodes'][number]['target'],
  html: string,
  box: [x: number, y: number, width: number, height: number] | null,
];

function resultOf(found: Found[], aria: string): AccessibilityResult {
  const violations = new Map<string, Violation>();
  for (const [id, target, html, box] of found) {
    const { impact, help, summary } = rules[id];
    const helpUrl = `https://rules.example.com/4.14/${id}?application=axeAPI`;
    const violation = violations.get(id) ?? { id, impact, tags: [], help, helpUrl, nodes: [] };
    violations.set(id, violation);
    const [x = 0, y = 0, width = 0, height = 0] = box ?? [];
    violation.nodes.push({
      target,
      html,
      failureSummary: summary,
      box: box && { x, y, width, height },
    });
  }
  return { violations: [...violations.values()], aria };
}

const products = Array.from({ length: 14 }, (_, index) =>
  [
    '    - listitem:',
    `      - link "Product ${index + 1}"`,
    `      - text: €${index * 3 + 4}.90`,
  ].join('\n'),
).join('\n');

const treeOf = (title: string, button: string, last: string) =>
  `- document "Shop":
  - banner:
    - link "Home":
      - img "Example Ltd"
    - navigation "Main":
      - link "Plans"
      - link "Basket"
  - heading "${title}" [level=1]
  - list:
${products}
  - ${button}
  - contentinfo: ${last}`;

const plans = treeOf('Plans', 'button "Choose"', '© Example Ltd');
const seventh = /^ {4}- listitem:\n.*"Product 7"\n.*\n/m;
/** A button that lost its name, an entry that is gone, a link that moved, a heading in a new group. */
const worseTrees = {
  before: plans,
  after: plans
    .replace('button "Choose"', 'button')
    .replace(seventh, '')
    .replace('      - link "Plans"\n', '')
    .replace('  - list:', '  - link "Plans"\n  - list:')
    .replace(
      '  - heading "Plans" [level=1]',
      '  - group "Title":\n    - heading "Plans" [level=1]',
    ),
};

/** Row numbers, also of the pictures: one whose parts stand where they did, for the places. */
const rows = { worse: 2108, tree: 2101, added: 2102, deleted: 2103, clean: 2104, live: 2105 };

function worse(side: Side): AccessibilityResult {
  const row = rows.worse;
  const { width, height } = sizeOf({ row, side });
  const kept: Found = [
    'color-contrast',
    ['.price'],
    '<p class="price soft">from €4.90 a month, cancel any time</p>',
    [16, 68, Math.floor(width * 0.6), 8],
  ];
  const title: Found = [
    'color-contrast',
    ['.title > span'],
    side === 'before' ? '<span>Plans</span>' : '<span class="wide">Plans and prices</span>',
    [52, 19, Math.floor(width * 0.3), 10],
  ];
  const found: Found[] =
    side === 'before'
      ? [
          kept,
          title,
          ['heading-order', ['main > h4:nth-child(2)'], '<h4>Monthly</h4>', [16, 12, 24, 24]],
          [
            'region',
            ['iframe[title="Chat"]', ['x-chat', '.bubble']],
            '<p class="bubble">Hi</p>',
            null,
          ],
        ]
      : [
          [
            'button-name',
            [['x-plans', 'x-button', 'button']],
            `<button id=":r${height}:" class="button button-main" data-tracking="plans-choose-monthly"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2.5 8h11"></path></svg></button>`,
            [16, height - 44, 108, 30],
          ],
          kept,
          title,
          [
            'color-contrast',
            ['footer > a[href$="terms-and-conditions-of-our-services"]'],
            '<a href="/terms-and-conditions-of-our-services">Terms</a>',
            [140, height - 44, 84, 30],
          ],
          ['region', ['.cookies'], '<p class="cookies">We use none</p>', null],
        ];
  return resultOf(found, worseTrees[side === 'before' ? 'before' : 'after']);
}

const results: Record<number, (side: Side) => AccessibilityResult> = {
  [rows.worse]: worse,
  [rows.tree]: (side) =>
    resultOf(
      [],
      treeOf('Basket', side === 'before' ? 'button "Pay"' : 'button "Pay" [disabled]', '©'),
    ),
  [rows.added]: () =>
    resultOf(
      [['region', ['.hint'], '<p class="hint">New</p>', [16, 68, 200, 8]]],
      '- document: New',
    ),
  [rows.deleted]: () => resultOf([], '- document: Gone'),
  [rows.clean]: () => resultOf([], treeOf('Imprint', 'link "Back"', '©')),
  [rows.live]: (side) => resultOf([], treeOf('Live', `button "${viewers[side]} viewers"`, '©')),
};

/** What comes from a network, and is something else each time. */
const viewers: Record<Side, number> = { before: 12, after: 17, again: 12 };

const letters = { before: 'd', after: 'c', again: 'e' };

const hashOf = (row: number, side: Side) => `${letters[side]}${row.toString(16).padStart(31, '0')}`;

/** What stands at the address of a made-up result. */
export function accessibilityResult(hash: string): AccessibilityResult {
  const [, letter, row = ''] = /^([cde])([0-9a-f]{31})$/.exec(hash) ?? [];
  const made = results[Number.parseInt(row, 16)]?.(
    letter === 'd' ? 'before' : letter === 'e' ? 'again' : 'after',
  );
  if (made === undefined) throw new TwinlensError('not_found', 'there is no such result');
  return made;
}

function imageOf(row: number, side: Side) {
  const picture = `${side === 'before' ? 'b' : 'a'}${row.toString(16).padStart(31, '0')}`;
  const hash = hashOf(row, side);
  const violations = countViolations(accessibilityResult(hash));
  return {
    url: `/a/1/img/${picture}.png`,
    ...sizeOf({ row, side }),
    animation: null,
    ignored: [],
    accessibility: { hash, violations },
  };
}

const names: Record<number, string> = {
  [rows.worse]: 'Plans',
  [rows.tree]: 'Basket',
  [rows.added]: 'Hint',
  [rows.deleted]: 'Banner',
  [rows.clean]: 'Imprint',
  [rows.live]: 'Live',
};

const nameOf = (row: number) => ({
  component: names[row] ?? '',
  variant: 'default',
  target: 'accessibility',
});

const origin = {
  snapRequestId: 501,
  copied: false,
  carriedOverFrom: null,
  timings: { renderMs: 21, waitMs: 9, screenshotMs: 48 },
};

const rowsOf: Record<Kind, number[]> = {
  changed: [rows.tree, rows.worse],
  added: [rows.added],
  deleted: [rows.deleted],
  unchanged: [rows.clean],
  ignored: [],
  unstable: [rows.live],
  tolerated: [],
};

const unseen = 'results of accessibility targets are compared by what was found';

export function accessibilityChanges(kind: Kind): Change[] {
  return rowsOf[kind].map((row) => {
    const before = { snapshotId: 2 * row + 1, image: imageOf(row, 'before'), again: null };
    const again = kind === 'unstable' ? imageOf(row, 'again') : null;
    const after = { snapshotId: 2 * row + 2, image: imageOf(row, 'after'), ...origin, again };
    return {
      ...nameOf(row),
      before: kind === 'added' ? null : before,
      after:
        kind === 'deleted' ? null : kind === 'unchanged' ? { ...before, ...origin, again } : after,
      difference: kind === 'changed' || kind === 'unstable' ? { class: null, unseen } : null,
      toleratedWhy: null,
      change: null,
      groupSize: 1,
      threads: { open: 0, resolved: 0 },
      decision: null,
    };
  });
}

export function accessibilityCounts(): Comparison['counts'] {
  const of = (kind: Kind) => rowsOf[kind].length;
  return {
    changed: of('changed'),
    added: of('added'),
    deleted: of('deleted'),
    unchanged: of('unchanged'),
    ignored: of('ignored'),
    unstable: of('unstable'),
    tolerated: of('tolerated'),
  };
}

/** Every snapshot of the later report. */
export function accessibilitySnapshots(): Snapshot[] {
  return [rows.tree, rows.added, rows.clean, rows.worse].map((row) => ({
    ...nameOf(row),
    id: 2 * row + 2,
    image: imageOf(row, 'after'),
    ...origin,
  }));
}
