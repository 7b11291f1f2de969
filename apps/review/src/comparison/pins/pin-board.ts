/** What is pinned on the pictures of one row, and what is about to be: outside of React, as fingers are. */
import type { Place } from '../../api/entities.ts';
import { createStore, type Store } from '../../ui/store.ts';

export interface Draft {
  place: Place;
  /** False while a finger still draws it. */
  isDrawn: boolean;
}

interface Call {
  thread: number;
  /** Whether its field for an answer is to have it. */
  answers?: true;
}

export interface PinBoard {
  /** The row, as decisions name it. */
  row: number;
  /** Whether pressing a picture pins, instead of moving it. */
  isPinning: Store<boolean>;
  /** What the next comment is about; null for all of it. */
  draft: Store<Draft | null>;
  /** What is to be brought into sight: another object each time. */
  sought: Store<{ place: Place } | null>;
  /** The thread that is to have the focus as soon as it is there. */
  called: Store<Call | null>;
  /** What the view has folded away. */
  hides: Store<(place: Place) => boolean>;
}

export const hidesNothing = () => false;

export const createPinBoard = (row: number): PinBoard => ({
  row,
  isPinning: createStore(false),
  draft: createStore<Draft | null>(null),
  sought: createStore<{ place: Place } | null>(null),
  called: createStore<Call | null>(null),
  hides: createStore<(place: Place) => boolean>(hidesNothing),
});
