import type { ResultEntry } from '../db/schema.ts';

/** What tells snapshots of one report apart, as text for maps. */
export const tripleOf = (entry: { component: string; variant: string; target: string }) =>
  JSON.stringify([entry.component, entry.variant, entry.target]);

export interface FinishedRequest {
  id: number;
  /** The commit from whose report its result was carried over; null when it was rendered. */
  borrowedFrom: string | null;
  result: ResultEntry[];
}

export interface ReportEntry extends ResultEntry {
  /** 0 when the snapshot was carried over. */
  snapRequestId: number;
  /** The commit from whose report it was; null when it was not. */
  carriedOverFrom: string | null;
}

/**
 * The snapshots of a report from the results of its requests. The same example twice keeps both: the
 * later one, by request id and place in the result, gets `-2` behind its variant, the next `-3`. What
 * was rendered wins over what was carried over.
 */
export function combineResults(requests: FinishedRequest[]): ReportEntry[] {
  const entries = new Map<string, ReportEntry>();
  const ordered = requests.toSorted((a, b) => a.id - b.id);
  for (const { id, borrowedFrom, result } of ordered) {
    if (borrowedFrom !== null) continue;
    for (const entry of result) {
      const variant = freeVariant(entries, entry);
      const named = { ...entry, variant, snapRequestId: id, carriedOverFrom: null };
      entries.set(tripleOf(named), named);
    }
  }
  for (const { borrowedFrom, result } of ordered) {
    if (borrowedFrom === null) continue;
    for (const entry of result) {
      const triple = tripleOf(entry);
      if (entries.has(triple)) continue;
      entries.set(triple, { ...entry, snapRequestId: 0, carriedOverFrom: borrowedFrom });
    }
  }
  return [...entries.values()];
}

function freeVariant(taken: Map<string, unknown>, entry: ResultEntry): string {
  let variant = entry.variant;
  for (let number = 2; taken.has(tripleOf({ ...entry, variant })); number += 1) {
    variant = `${entry.variant}-${number}`;
  }
  return variant;
}
