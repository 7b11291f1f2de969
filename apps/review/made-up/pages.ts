/** Whole pages, long and longer, each with a kind of change that shows where a view of changes fails. */
import type { Operations, ResponseOf } from '@twinlens/contract';
import type { ReviewApi } from '../src/api/review-api.ts';
import { reviewShas } from './records.ts';
import { type Change, changeOf } from './rows.ts';

export const pageShas = { before: 'c'.repeat(40), after: 'd'.repeat(40) };
const comparisonId = 76;

/** Snapshots of pages have numbers of their own. */
export const firstRow = 2000;

interface Section {
  /** Says how it looks. */
  seed: number;
  height: number;
  /** Another colour for its button. */
  changed?: boolean;
  /** A single pixel of another colour. */
  dot?: boolean;
}

export interface MadeUpPage {
  component: string;
  variant: string;
  width: number;
  /** Of the later picture, where it is another. */
  widthAfter?: number;
  before: Section[];
  after: Section[];
  /** Whether there is nothing behind what is drawn. */
  transparent?: boolean;
}

const sections = (count: number, height: number): Section[] =>
  Array.from({ length: count }, (_, seed) => ({ seed, height }));

function edited(list: Section[], edits: Record<number, Partial<Section>>): Section[] {
  return list.map((section, index) => ({ ...section, ...edits[index] }));
}

const long = sections(25, 400);
const short = sections(8, 240);
const longest = sections(100, 300);

/** In the order of the list. */
export const pages: MadeUpPage[] = [
  {
    component: 'Landing page',
    variant: 'two changes in 10,000 px',
    width: 1280,
    before: long,
    after: edited(long, { 6: { changed: true }, 20: { changed: true } }),
  },
  {
    component: 'Pricing page',
    variant: 'inserted, removed and moved',
    width: 960,
    before: short,
    after: [
      ...short.slice(0, 2),
      { seed: 90, height: 180 },
      short[2],
      short[4],
      short[6],
      short[3],
      short[7],
    ].filter((section) => section !== undefined),
  },
  {
    component: 'Changelog',
    variant: 'one pixel in 30,000',
    width: 800,
    before: longest,
    after: edited(longest, { 13: { changed: true }, 94: { dot: true } }),
  },
  {
    component: 'Icons',
    variant: 'transparent',
    width: 320,
    before: sections(1, 200),
    after: edited(sections(1, 200), { 0: { changed: true } }),
    transparent: true,
  },
  {
    component: 'Receipt',
    variant: 'wider',
    width: 600,
    widthAfter: 640,
    before: sections(2, 220),
    after: sections(2, 220),
  },
  {
    component: 'Landing page',
    variant: 'the same width again',
    width: 1280,
    before: long.slice(0, 10),
    after: edited(long.slice(0, 10), { 3: { changed: true } }),
  },
];

export function changeOfPage(page: MadeUpPage, index: number): Change {
  const change = changeOf('changed', firstRow + index);
  const sized = (side: 'before' | 'after') => ({
    width: side === 'after' ? (page.widthAfter ?? page.width) : page.width,
    height: page[side].reduce((sum, { height }) => sum + height, 0),
    animation: null,
  });
  const { before, after } = change;
  if (!before || !after) throw new Error('a change has two sides');
  return {
    ...change,
    component: page.component,
    variant: page.variant,
    target: 'chrome-desktop',
    before: {
      ...before,
      again: null,
      image: { ...before.image, url: asPng(before.image.url), ...sized('before') },
    },
    after: {
      ...after,
      again: null,
      image: { ...after.image, url: asPng(after.image.url), ...sized('after') },
    },
    difference: { class: 'changed', unseen: null },
    toleratedWhy: null,
  };
}

const asPng = (url: string) => url.replace(/\.apng$/, '.png');

type Found = Pick<ResponseOf<Operations['getDifference']>, 'class' | 'operations'>;

/** Finds what differs in a page: of its pictures where they are drawn, or of what is at their addresses. */
export type JudgePage = (change: Change, page: MadeUpPage) => Promise<Found>;

/** The same data, with a comparison of pages. */
export function withPages(api: ReviewApi, judge: JudgePage): ReviewApi {
  return {
    ...api,
    async getComparison(input) {
      const { params } = input;
      if (params.sha2 !== pageShas.after) return api.getComparison(input);
      const whole = await api.getComparison({
        params: { ...params, sha2: reviewShas.after },
      });
      const none = { added: 0, deleted: 0, unchanged: 0, ignored: 0, unstable: 0, tolerated: 0 };
      const counts = { ...none, changed: pages.length };
      return { ...whole, id: comparisonId, sha2: params.sha2, policy: null, counts };
    },
    async listChanges(input) {
      if (input.params.comparison !== comparisonId) return api.listChanges(input);
      const changes = (input.query?.kind ?? 'changed') === 'changed' ? pages.map(changeOfPage) : [];
      return { total: changes.length, changes };
    },
    async getDifference(input) {
      const page = pages[(input.params.beforeSnapshotId - 1) / 2 - firstRow];
      if (input.params.comparison !== comparisonId || page === undefined) {
        return api.getDifference(input);
      }
      const found = await judge(changeOfPage(page, pages.indexOf(page)), page);
      return { class: found.class, unseen: null, operations: found.operations, images: null };
    },
  };
}
