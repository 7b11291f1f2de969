import { createContext, useContext, useEffect } from 'react';
import type { Onlooker } from '../../api/entities.ts';

export interface Presence {
  /** Who else has this comparison open. */
  others: Onlooker[];
  /** Says which row is looked at; null for none. */
  lookAt(snapshot: number | null): void;
}

export const PresenceContext = createContext<Presence>({ others: [], lookAt: () => {} });

export const useOthers = (): Onlooker[] => useContext(PresenceContext).others;

/** Tells others that this row is looked at. */
export function useLookingAt(snapshot: number | null): void {
  const { lookAt } = useContext(PresenceContext);
  useEffect(() => {
    lookAt(snapshot);
    return () => lookAt(null);
  }, [lookAt, snapshot]);
}
