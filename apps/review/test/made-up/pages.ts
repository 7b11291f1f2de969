/** Whole pages, long and longer, each with a kind of change that shows where a view of changes fails. */
import { comparePictures, encodePng, type Pixmap, pictureOf } from '@twinlens/image-diff';
import type { ReviewApi } from '../../src/api/review-api.ts';
import { chance, pick } from './random.ts';
import { reviewShas } from './records.ts';
import { type Change, changeOf } from './rows.ts';

export const pageShas = { before: 'c'.repeat(40), after: 'd'.repeat(40) };
const comparisonId = 76;

/** Snapshots of pages have numbers of their own. */
const firstRow = 2000;

interface Section {
  /** Says how it looks. */
  seed: number;
  height: number;
  /** Another colour for its button. */
  changed?: boolean;
  /** A single pixel of another colour. */
  dot?: boolean;
}

interface MadeUpPage {
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

/** As whole pixels: alpha, blue, green, red. */
const colours = [0xffd65240, 0xff6c770b, 0xff2e48be, 0xff005386, 0xffaa3c78];
const ink = 0xff4a3a34;
const pale = 0xffded3ce;
const paper = 0xffffffff;

function draw(page: MadeUpPage, side: 'before' | 'after'): Pixmap {
  const list = page[side];
  const width = side === 'after' ? (page.widthAfter ?? page.width) : page.width;
  const height = list.reduce((sum, section) => sum + section.height, 0);
  const pixels = new Uint32Array(width * height).fill(page.transparent ? 0 : paper);
  const rectangle = (x: number, y: number, right: number, rows: number, colour: number) => {
    for (let row = y; row < y + rows; row++) {
      pixels.fill(colour, row * width + x, row * width + Math.min(width, right));
    }
  };
  let top = 0;
  for (const { seed, height: rows, changed, dot } of list) {
    const accent = pick(colours, 'accent', seed);
    const other = pick(colours, 'accent', seed + 1);
    const another = other === accent ? 0xff229900 : other;
    rectangle(24, top + 24, 24 + Math.floor(page.width * (0.2 + chance(seed) * 0.4)), 18, ink);
    for (let line = 0; line * 20 < rows - 140; line++) {
      const share = 0.5 + chance('line', seed, line) * 0.4;
      rectangle(24, top + 64 + line * 20, Math.floor(page.width * share), 9, pale);
    }
    rectangle(24, top + rows - 60, 164, 36, changed ? another : accent);
    rectangle(52, top + rows - 46, 136, 8, paper);
    if (!page.transparent) rectangle(0, top + rows - 2, width, 1, pale);
    if (dot) rectangle(400, top + 40, 401, 1, 0xff0000ff);
    top += rows;
  }
  return { width, height, rgba: new Uint8Array(pixels.buffer) };
}

const files = new Map<string, Buffer>();

/** @returns null for what is no picture of a page */
export function drawPage(row: number, side: 'before' | 'after'): Buffer | null {
  const page = pages[row - firstRow];
  if (page === undefined) return null;
  const key = `${row} ${side}`;
  const file = files.get(key) ?? encodePng(draw(page, side));
  files.set(key, file);
  return file;
}

function changeOfPage(page: MadeUpPage, index: number): Change {
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

/** The same data, with a comparison of pages. */
export function withPages(api: ReviewApi): ReviewApi {
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
      const rows = (input.query?.kind ?? 'changed') === 'changed' ? pages.map(changeOfPage) : [];
      const changes = await Promise.all(
        rows.map(async (row) => {
          const params = { ...input.params, snapshot: row.after?.snapshotId ?? 0 };
          const { threads } = await api.listThreads({ params });
          const open = threads.filter(({ resolved }) => resolved === null).length;
          return { ...row, threads: { open, resolved: threads.length - open } };
        }),
      );
      return { total: changes.length, changes };
    },
    async getDifference(input) {
      const page = pages[(input.params.beforeSnapshotId - 1) / 2 - firstRow];
      if (input.params.comparison !== comparisonId || page === undefined) {
        return api.getDifference(input);
      }
      const found = comparePictures({
        before: pictureOf(draw(page, 'before')),
        after: pictureOf(draw(page, 'after')),
      });
      return { class: found.class, unseen: null, operations: found.operations, images: null };
    },
  };
}
