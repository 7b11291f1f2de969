import type { Form } from '../playwright/drivers.ts';
import { measure, type Way } from './rates.ts';

/** The forms in which Playwright is tried, to find the one that suits it best. */
export const forms: Form[] = [
  { browsers: 1, pages: 2 },
  { browsers: 1, pages: 4 },
  { browsers: 2, pages: 1 },
  { browsers: 2, pages: 2 },
  { browsers: 2, pages: 3 },
  { browsers: 4, pages: 1 },
];

/** Those that have been the best one on two cores. */
export const quickForms: Form[] = [
  { browsers: 1, pages: 4 },
  { browsers: 2, pages: 1 },
  { browsers: 2, pages: 2 },
];

export interface Tried {
  form: Form;
  perSecond: number;
}

export const nameOf = ({ browsers, pages }: Form) => `${browsers}x${pages}`;

/** Captures a sample in every form, once. @returns The fastest first. */
export async function chooseForm(
  candidates: readonly Form[],
  way: (form: Form) => Way,
  examples: number,
): Promise<[Tried, ...Tried[]]> {
  // The first pages of a browser cost more than those after them.
  const browsers = Math.max(...candidates.map((form) => form.browsers));
  await way({ browsers, pages: 1 }).capture();
  const tried: Tried[] = [];
  for (const form of candidates) {
    tried.push({ form, perSecond: (await measure(way(form), examples)).perSecond });
  }
  const [best, ...rest] = tried.sort((a, b) => b.perSecond - a.perSecond);
  if (!best) throw new Error('there is no form to try');
  return [best, ...rest];
}
