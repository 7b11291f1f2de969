/** The pages that are compared. Their pictures are the same on every machine with this browser. */
import { baseCss, type Palette } from './palette.ts';
import type { Variant } from './variants.ts';
import { nameOf, sentenceOf } from './words.ts';

export interface Page {
  html: string;
  width: number;
  /** Of the window; the picture has the height of the page where `whole` is set. */
  height: number;
  whole: boolean;
}

const document = (palette: Palette, css: string, body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><style>${baseCss(palette)}${css}</style><body>${body}</body></html>`;

const listCss = `
header { height: 48px; padding: 12px 24px; }
.row { height: 69px; padding: 0 24px; display: flex; align-items: center; gap: 16px; }
.row div:nth-child(2) { flex: 1; }`;

const listRow = (number: number, name = nameOf(number)) => `<div class="row line">
<div class="avatar">${name[0]}</div>
<div><b>${name}</b><br><span class="faint">${sentenceOf(number)}</span></div>
<span class="badge">${number % 3 === 0 ? 'new' : 'active'}</span><button>Open</button></div>`;

/** 60 rows: 1280 x 4188, and one more row of 69 pixels where one is inserted. */
function full({ palette, edited, inserted }: Variant): Page {
  const rows = Array.from({ length: 60 }, (_, at) =>
    listRow(at, edited && at === 30 ? 'Somebody Else' : undefined),
  );
  if (inserted) rows.splice(20, 0, listRow(60));
  const body = `<header class="line"><b>People</b></header>${rows.join('')}`;
  return { html: document(palette, listCss, body), width: 1280, height: 800, whole: true };
}

const pageCss = `
nav { padding: 14px 24px; display: flex; gap: 24px; }
main { padding: 24px; display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 16px; }
.card { padding: 16px; height: 150px; }
.card p { margin: 8px 0 12px; }
table { grid-column: 1 / 4; border-collapse: collapse; width: 100%; }
td { padding: 8px; }`;

const card = (number: number, name = nameOf(number), style = '') => `<div class="card box">
<b>${name}</b> <span class="badge">${number % 9}</span>
<p class="faint">${sentenceOf(number)}</p><button style="${style}">Invite</button></div>`;

const tableRow = (number: number) =>
  `<tr class="line"><td><a href="#">${nameOf(number)}</a></td><td>${sentenceOf(number)}</td><td>$${number + 17}.50</td></tr>`;

/** What of a page is its own: the numbers its texts are made of, and what differs in one card. */
interface Details {
  first: number;
  name?: string;
  style?: string;
}

function components({ palette, inserted }: Variant, { first, name, style }: Details): Page {
  const cards = Array.from({ length: 6 }, (_, at) =>
    at === 4 ? card(first + at, name, style) : card(first + at),
  );
  const rows = Array.from({ length: 7 }, (_, at) => tableRow(first + 11 + at));
  if (inserted) rows.splice(2, 0, tableRow(first + 40));
  const body = `<nav class="line"><b>Team</b><a href="#">Members</a><a href="#">Billing</a></nav>
<main>${cards.join('')}<table>${rows.join('')}</table></main>`;
  return { html: document(palette, pageCss, body), width: 1024, height: 768, whole: false };
}

const buttonCss = `
body { padding: 24px; }
p { margin-bottom: 16px; }`;

/** One component: 300 x 150. */
function button({ palette, edited, inserted }: Variant): Page {
  const body = `<p><b>Delete project</b></p>${inserted ? '<p class="faint">There is no way back.</p>' : ''}
<button>${edited ? 'Remove' : 'Delete'}</button> <a href="#">Cancel</a>`;
  return { html: document(palette, buttonCss, body), width: 300, height: 150, whole: false };
}

export const pages = {
  full,
  page: (variant: Variant) =>
    components(variant, { first: 0, ...(variant.edited && { name: 'Somebody Else' }) }),
  btn: button,
} satisfies Record<string, (variant: Variant) => Page>;

export type Size = keyof typeof pages;

export const sizes = ['full', 'page', 'btn'] as const satisfies Size[];

export const sizeLabels: Record<Size, string> = {
  full: 'full page, 1280 x 4188',
  page: 'page, 1024 x 768',
  btn: 'component, 300 x 150',
};

/** A page that no other number has, before and after one text or, of every other number, one colour is changed. */
export function changedPage(number: number, variant: Variant): { before: Page; after: Page } {
  const first = number * 61;
  const change =
    number % 2 === 0
      ? { name: `Somebody ${number}` }
      : { style: `background: hsl(${number * 7} 70% 35%)` };
  return {
    before: components(variant, { first }),
    after: components(variant, { first, ...change }),
  };
}
