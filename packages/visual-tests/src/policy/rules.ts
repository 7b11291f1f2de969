/** Which differences pass without a review. Pure. */
import type { DeepCompare, PassingClass, Policy } from '@twinlens/contract';
import type { Seen } from '../diff/find-seen.ts';

export const noPolicy: Policy = { deepCompare: null, passes: [], rules: [] };

interface Example {
  component: string;
  variant: string;
  target: string;
}

type Rule = Policy['rules'][number];

/** What holds for one example. */
export interface Allowed {
  tolerance: DeepCompare | null;
  passes: PassingClass[];
}

/** The tolerance of a run stands in for the project's; rules for single examples stay. */
export const policyOfRun = (policy: Policy, deepCompare: DeepCompare | null): Policy => ({
  ...policy,
  deepCompare: deepCompare ?? policy.deepCompare,
});

/** Of several rules, the one that says most: one with a variant before one with a target. */
export function allowedFor(policy: Policy, example: Example): Allowed {
  const matches = ({ component, variant, target }: Rule) =>
    component === example.component &&
    (variant ?? example.variant) === example.variant &&
    (target ?? example.target) === example.target;
  const weightOf = ({ variant, target }: Rule) =>
    (variant === null ? 0 : 2) + (target === null ? 0 : 1);
  const [rule] = policy.rules.filter(matches).sort((a, b) => weightOf(b) - weightOf(a));
  return {
    tolerance: rule?.deepCompare ?? policy.deepCompare,
    passes: rule?.passes ?? policy.passes,
  };
}

/** Whether anything that differs could pass, so that it has to be looked at before there is a verdict. */
export const mayPass = ({ tolerance, passes }: Allowed) => tolerance !== null || passes.length > 0;

/** Why a pair passes; null where it does not, as where it could not be looked at. */
export function whyTolerated({ passes }: Allowed, seen: Seen): string | null {
  if (seen.tolerated?.within) return seen.tolerated.reason;
  return passes.some((passing) => passing === seen.class) ? `${seen.class} passes` : null;
}

const nameOf = ({ component, variant, target }: Rule) =>
  JSON.stringify([component, variant, target]);

/** What is wrong with a policy that has the right form; null for nothing. */
export function problemOf({ rules }: Policy): string | null {
  const names = new Set<string>();
  for (const [index, rule] of rules.entries()) {
    if (rule.deepCompare === null && rule.passes === null) {
      return `rules/${index}: give a deepCompare or classes that pass, or leave the rule out`;
    }
    if (names.has(nameOf(rule))) return `rules/${index}: there is a rule for the same examples`;
    names.add(nameOf(rule));
  }
  return null;
}
