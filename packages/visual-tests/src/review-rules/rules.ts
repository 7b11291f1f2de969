/** Who may decide on a project's comparisons, and what it takes. Pure. */

import { type ReviewRules, TwinlensError } from '@twinlens/contract';
import { literally } from '../db/like.ts';

export type { ReviewRules };

export const noReviewRules: ReviewRules = {
  deciders: 'members',
  reviewers: 1,
  ownChanges: true,
  remember: true,
  rerenderBaselines: false,
  owners: [],
};

interface Decider {
  role: 'admin' | 'member';
  email: string;
}

/** Whether a text names this address: alone, or as in `Ada <ada@example.org>`. */
export function namesAddress(author: string | null, email: string): boolean {
  const text = author?.trim().toLowerCase() ?? '';
  return text === email.toLowerCase() || text.endsWith(`<${email.toLowerCase()}>`);
}

/**
 * @param author of the comparison, as the client sent it
 * @throws TwinlensError `forbidden`
 */
export function requireDecider(
  rules: ReviewRules,
  decider: Decider,
  decision: 'accepted' | 'rejected',
  author: string | null,
): void {
  if (rules.deciders === 'admins' && decider.role !== 'admin') {
    throw new TwinlensError(
      'forbidden',
      'only administrators decide on the changes of this project; ask one of your account',
    );
  }
  if (!rules.ownChanges && decision === 'accepted' && namesAddress(author, decider.email)) {
    throw new TwinlensError(
      'forbidden',
      'you made these changes: in this project somebody else has to accept them',
    );
  }
}

/** Patterns of components (`*` stands for any text) that others own, and that this person does. */
export function ownership({ owners }: ReviewRules, { email }: Decider) {
  const mine = owners.filter(({ people }) =>
    people.some((person) => person.toLowerCase() === email.toLowerCase()),
  );
  const own = mine.map(({ component }) => component);
  const ofOthers = owners.map(({ component }) => component);
  return { own, ofOthers: ofOthers.filter((pattern) => !own.includes(pattern)) };
}

/** A pattern in which every `*` stands for any text, as one of SQL. */
export const likePattern = (pattern: string) => literally(pattern).replaceAll('*', '%');

/** What is wrong with rules that have the right form; null for nothing. */
export function problemOfReviewRules({ owners }: ReviewRules): string | null {
  const seen = new Set<string>();
  for (const [index, { component }] of owners.entries()) {
    if (seen.has(component)) {
      return `owners/${index}: there is a rule for "${component}" already; add its people there`;
    }
    seen.add(component);
  }
  return null;
}
