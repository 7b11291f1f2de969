import { createContext, useContext } from 'react';
import type { Place } from '../../api/entities.ts';
import { createPinBoard, type PinBoard } from './pin-board.ts';

/** A thread about a place, as the pictures show it. */
export interface Pin {
  thread: number;
  /** As in the list of threads. */
  number: number;
  place: Place;
  isResolved: boolean;
  /** Who began it, and how. */
  words: string;
}

export type PinState = 'open' | 'resolved' | 'chosen';

export interface Pins {
  /** Whether there is anything to be talked about. */
  areOffered: boolean;
  board: PinBoard;
  list: Pin[];
  /** The thread that was opened last; null for none. */
  chosen: number | null;
  /** Shows a thread, and puts the focus there. */
  open(thread: number): void;
  /** Asks what is to be said about a place. */
  comment(place: Place): void;
}

/** Where pictures are only looked at. */
const noPins: Pins = {
  areOffered: false,
  board: createPinBoard(0),
  list: [],
  chosen: null,
  open: () => {},
  comment: () => {},
};

export function stateOf({ thread, isResolved }: Pin, chosen: number | null): PinState {
  if (thread === chosen) return 'chosen';
  return isResolved ? 'resolved' : 'open';
}

export const PinsContext = createContext<Pins>(noPins);

export const usePins = (): Pins => useContext(PinsContext);
