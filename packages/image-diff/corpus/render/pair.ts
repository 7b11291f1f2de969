/** What a pair of pictures is made of, before anything is rendered. */
import type { Pixmap } from '../../src/index.ts';
import type { PngForm } from './write-png.ts';

export type RegionKind = 'changed' | 'inserted' | 'removed' | 'moved';

/** The renderers there are; `chromium` unless a pair is about another. */
export type RendererName =
  | 'chromium'
  /** Drawn by the code paths of a graphics card, on the processor. */
  | 'chromium-gpu'
  /** Text anti-aliased on the thirds of a pixel. */
  | 'chromium-lcd'
  | 'firefox'
  /** Glyphs drawn without hints. */
  | 'firefox-unhinted';

/** A document and the size it is shown at, in CSS pixels. */
export interface Scene {
  html: string;
  width: number;
  /** Without it, the picture is as high as the document. */
  height?: number;
  /** Nothing is painted behind the document. */
  transparent?: boolean;
}

/** Where something is in a document. */
export interface Place {
  /** Everything it finds; `::text` at its end means the lines of text in there, not the boxes. */
  selector: string;
  /** Pixels added on every side, for shadows and outlines, which are outside of a box. */
  grow?: number;
  /**
   * With the gap to the next sibling, or, for the last one, to the one before it: what pushes the
   * rest when the element comes or goes. `across`: siblings stand side by side.
   */
  gap?: 'down' | 'across';
}

export interface RegionPlaces {
  kind: RegionKind;
  before?: Place;
  after?: Place;
}

export interface Side {
  scene: Scene;
  /** Expressions run in the page, from edits.ts. */
  edits: readonly string[];
  renderer: RendererName;
  /** Done to the picture after it has been rendered. */
  repaint?: (picture: Pixmap) => Pixmap;
  form?: PngForm;
}

export interface Pair {
  /** Class and name, which are its folder. */
  name: `${string}/${string}`;
  /** What a person would say has changed. */
  description: string;
  /** `columns`: parts of the page stand side by side and move on their own. */
  layout: 'plain' | 'columns';
  before: Side;
  after: Side;
  regions: RegionPlaces[];
}

const place = (at: string | Place): Place => (typeof at === 'string' ? { selector: at } : at);

/** It is at the same place in both documents, by the same selector, unless `after` is given. */
export function changed(before: string | Place, after = before): RegionPlaces {
  return { kind: 'changed', before: place(before), after: place(after) };
}

export function moved(before: string | Place, after = before): RegionPlaces {
  return { kind: 'moved', before: place(before), after: place(after) };
}

export function inserted(selector: string, gap: 'down' | 'across' = 'down'): RegionPlaces {
  return { kind: 'inserted', after: { selector, gap } };
}

export function removed(selector: string, gap: 'down' | 'across' = 'down'): RegionPlaces {
  return { kind: 'removed', before: { selector, gap } };
}

interface PairOptions {
  layout?: 'plain' | 'columns';
  /** Edits of the document before, where it is not the scene as it is. */
  from?: readonly string[];
  renderer?: RendererName;
}

/** A pair of one scene, edited. */
export function edited(
  name: Pair['name'],
  description: string,
  scene: Scene,
  edits: readonly string[],
  regions: RegionPlaces[],
  { layout = 'plain', from = [], renderer = 'chromium' }: PairOptions = {},
): Pair {
  return {
    name,
    description,
    layout,
    before: { scene, edits: from, renderer },
    after: { scene, edits: [...from, ...edits], renderer },
    regions,
  };
}

/** A pair of one scene in which nothing changed, for whatever reason its pixels are others. */
export function unchanged(
  name: Pair['name'],
  description: string,
  scene: Scene,
  after: Partial<Omit<Side, 'scene'>>,
  before: Partial<Omit<Side, 'scene'>> = {},
  layout: 'plain' | 'columns' = 'plain',
): Pair {
  const side: Side = { scene, edits: [], renderer: 'chromium' };
  return {
    name,
    description,
    layout,
    before: { ...side, ...before },
    after: { ...side, ...before, ...after },
    regions: [],
  };
}
