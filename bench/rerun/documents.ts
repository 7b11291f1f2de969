/** Recorded documents as the clients for test runners send them, and five changes to them. */
import type { Files } from './archive.ts';

export interface Recorded {
  globalCSS: { id: string; conditional: boolean; css: string }[];
  snapPayloads: { component: string; variant: string; html: string; stylesheets: string[] }[];
  assets: Files;
}

const svg = (index: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40" fill="hsl(${(index * 53) % 360} 60% 45%)"/></svg>`;

/**
 * Every tenth document has a style sheet of its own; the others share one, and two documents each
 * show the same picture.
 */
export function recordDocuments(count: number): Recorded {
  const indices = Array.from({ length: count }, (_, index) => index);
  const own = indices.filter((index) => index % 10 === 0);
  return {
    globalCSS: [
      { id: 'shared', conditional: false, css: '.card { width: 240px; padding: 8px }' },
      ...own.map((index) => ({
        id: `own-${index}`,
        conditional: true,
        css: `.card { border: 1px solid hsl(${index} 50% 50%) }`,
      })),
    ],
    snapPayloads: indices.map((index) => ({
      component: `Document ${index}`,
      variant: 'default',
      html: `<div class="card"><img src="/pictures/${index >> 1}.svg"><p>Document number ${index}</p></div>`,
      stylesheets: index % 10 === 0 ? [`own-${index}`] : [],
    })),
    assets: Object.fromEntries(
      indices.slice(0, count / 2).map((index) => [`pictures/${index}.svg`, svg(index)]),
    ),
  };
}

/** The HTML of two, the style sheet of one, and the picture of two: five in all. */
export function changeFive({ globalCSS, snapPayloads, assets }: Recorded): Recorded {
  return {
    globalCSS: globalCSS.map((block) =>
      block.id === 'own-10' ? { ...block, css: `${block.css} .card { margin: 3px }` } : block,
    ),
    snapPayloads: snapPayloads.map((snapshot, index) =>
      index === 3 || index === 17 ? { ...snapshot, html: `${snapshot.html}<p>new</p>` } : snapshot,
    ),
    assets: { ...assets, 'pictures/20.svg': svg(999) },
  };
}
