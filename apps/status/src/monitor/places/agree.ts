/** What several places make of one thing. Pure. */
import type { Outcome } from '../note-check.ts';

/** What a place has seen. */
export interface SeenFrom extends Outcome {
  /** Its name. */
  place: string;
}

/**
 * Trouble counts when more than half of the places see it: what only one of them cannot reach may be
 * the way there.
 * @param elsewhere the last checks of other places, none of them old
 */
export function agree(own: Outcome, elsewhere: readonly SeenFrom[]): Outcome {
  const failing = [own, ...elsewhere].filter(({ ok }) => !ok);
  if (elsewhere.length === 0 || failing.length === 0) return own;
  const ok = failing.length * 2 <= elsewhere.length + 1;
  const words = [
    `from here: ${own.seen}`,
    ...elsewhere.map(({ place, seen }) => `from ${place}: ${seen}`),
  ];
  // How long it takes is told by whoever sees what counts.
  const { ms } = own.ok === ok ? own : (elsewhere.find((one) => one.ok === ok) ?? own);
  return { ok, seen: words.join('; '), ms };
}
