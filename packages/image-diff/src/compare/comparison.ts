/** What a comparison of two pictures says. A value: it can be stored, sent and shown anywhere. */
import type { Region } from '../pixmap/region.ts';

/**
 * What kind of difference there is, from nothing to everything:
 *
 * - `identical`: every pixel is the same
 * - `imperceptible`: nothing that a person sees, and nothing the differing pixels have in common
 * - `anti-alias`: the same shapes, drawn a pixel or less beside where they were, or smoothed otherwise
 * - `blank-bands`: the size differs by bands of one colour, and nothing else does
 * - `subtle`: what hardly anybody sees, but on purpose: the same little change of colour all over
 * - `moved`, `inserted`, `removed`: something is elsewhere, new or gone; what is left is the same
 * - `changed`: anything else
 */
export type DifferenceClass =
  | 'identical'
  | 'imperceptible'
  | 'anti-alias'
  | 'blank-bands'
  | 'subtle'
  | 'moved'
  | 'inserted'
  | 'removed'
  | 'changed';

/** How much of a place in both pictures differs. */
export interface ChangedOperation {
  kind: 'changed';
  class: 'changed' | 'subtle' | 'anti-alias' | 'imperceptible';
  before: Region;
  after: Region;
  /** That differ in the way the class says. */
  pixels: number;
}

/** Something only the later picture has. */
export interface InsertedOperation {
  kind: 'inserted';
  after: Region;
  /** Where in `before` it was put, from the top and from the left. */
  at: { x: number; y: number };
  /** What is to be seen in it; null where it is blank. */
  content: Region | null;
  /** Whether it came in at the edge because as much went somewhere else, as where a page is cut off. */
  byEdge: boolean;
}

/** Something only the earlier picture has. */
export interface RemovedOperation {
  kind: 'removed';
  before: Region;
  /** Where in `after` it would be. */
  at: { x: number; y: number };
  content: Region | null;
  /** Whether it was pushed out at the edge because as much came somewhere else. */
  byEdge: boolean;
}

/** The same pixels, elsewhere. */
export interface MovedOperation {
  kind: 'moved';
  before: Region;
  after: Region;
}

export type Operation = ChangedOperation | InsertedOperation | RemovedOperation | MovedOperation;

export interface Size {
  width: number;
  height: number;
}

export interface Comparison {
  class: DifferenceClass;
  before: Size;
  after: Size;
  /** From top to bottom of the later picture. */
  operations: Operation[];
}
