import type { KnownExample, Plan } from './plan.ts';
import type { Subject } from './subject.ts';

/** Copied pictures that are rendered once more, to see whether they would have been the same. */
export interface Sample {
  /** What has to be rendered for it. */
  subject: Subject;
  copied: Pick<KnownExample, 'component' | 'variant'>[];
}

/**
 * Chooses, at random, what is rendered again of what was copied: single documents, or the examples of
 * a package all together, which are one pass.
 * @param share Of the copies, from 0 to 1.
 */
export function chooseSample(subject: Subject, plan: Plan, share: number): Sample | null {
  const chosen = (): boolean => Math.random() < share;
  if (subject.kind === 'package') {
    const copied = plan.known.flatMap((example) => (example?.image ? [example] : []));
    return copied.length > 0 && chosen() ? { subject, copied } : null;
  }
  const { payload, keys } = subject;
  const places = [...plan.known.keys()].filter((place) => plan.known[place] && chosen());
  if (places.length === 0) return null;
  const snapPayloads = places.flatMap((place) => payload.snapPayloads?.[place] ?? []);
  return {
    subject: {
      ...subject,
      payload: { ...payload, snapPayloads },
      keys: places.flatMap((place) => keys[place] ?? []),
    },
    copied: snapPayloads,
  };
}
