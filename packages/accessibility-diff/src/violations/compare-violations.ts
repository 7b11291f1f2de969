/** What of two results is the same, so that people look at the rest. */
import type { AccessibilityResult, Impact, ViolatingNode, Violation } from '@twinlens/contract';
import { identityOfNode } from '@twinlens/contract/accessibility';

/** `reworded`: the same element, with other markup. `kept` also where an element stands elsewhere now. */
export type FindingState = 'new' | 'reworded' | 'fixed' | 'kept';

/** One element that breaks a rule, in one of two results or in both. */
export interface Finding {
  /** Names it among all findings. */
  key: string;
  state: FindingState;
  before: ViolatingNode | null;
  after: ViolatingNode | null;
}

export interface BrokenRule extends Omit<Violation, 'nodes'> {
  findings: Finding[];
}

type Pair = Pick<Finding, 'before' | 'after'>;

const stateOrder: FindingState[] = ['new', 'reworded', 'fixed', 'kept'];
const impactOrder: Impact[] = ['critical', 'serious', 'moderate', 'minor'];

/** Takes out of both lists the nodes that have the same key, each once. */
function takePairs(
  before: ViolatingNode[],
  after: ViolatingNode[],
  keyOf: (node: ViolatingNode) => string,
): { pairs: Pair[]; before: ViolatingNode[]; after: ViolatingNode[] } {
  const waiting = Map.groupBy(before, keyOf);
  const pairs: Pair[] = [];
  const rest = after.filter((node) => {
    const partner = waiting.get(keyOf(node))?.shift();
    if (partner !== undefined) pairs.push({ before: partner, after: node });
    return partner === undefined;
  });
  return { pairs, before: [...waiting.values()].flat(), after: rest };
}

/** The numbers in `:nth-child(3)` and `:nth-of-type(2)`, which shift where something is put before. */
const index = /(:nth-(?:last-)?(?:child|of-type))\([^)]*\)/g;

/**
 * Which elements are the same: those with selector and markup, also where the selector counts further;
 * then those with one of both. An element whose selector shifted and whose markup changed is another one
 * as far as can be told: nothing that may be new is called old.
 */
function matchNodes(
  before: ViolatingNode[],
  after: ViolatingNode[],
): (Pair & { state: FindingState })[] {
  const keys = new Map(
    [...before, ...after].map((node) => {
      const { target, html } = identityOfNode(node);
      const shifted = JSON.stringify([target.replace(index, '$1'), html]);
      return [node, { all: JSON.stringify([target, html]), shifted, target, html }];
    }),
  );
  const by = (key: 'all' | 'shifted' | 'target' | 'html') => (node: ViolatingNode) =>
    keys.get(node)?.[key] ?? '';
  const byAll = takePairs(before, after, by('all'));
  const byShifted = takePairs(byAll.before, byAll.after, by('shifted'));
  const byTarget = takePairs(byShifted.before, byShifted.after, by('target'));
  const byMarkup = takePairs(byTarget.before, byTarget.after, by('html'));
  const as = (state: FindingState) => (pair: Pair) => ({ ...pair, state });
  return [
    ...byMarkup.after.map((node) => ({ before: null, after: node, state: 'new' as const })),
    ...byTarget.pairs.map(as('reworded')),
    ...byMarkup.before.map((node) => ({ before: node, after: null, state: 'fixed' as const })),
    ...[...byAll.pairs, ...byShifted.pairs, ...byMarkup.pairs].map(as('kept')),
  ];
}

/** The rules that are broken in either result: those with news first, then the worst ones. */
export function compareViolations(
  before: AccessibilityResult | null,
  after: AccessibilityResult | null,
): BrokenRule[] {
  const earlier = new Map(before?.violations.map((violation) => [violation.id, violation]));
  const later = new Map(after?.violations.map((violation) => [violation.id, violation]));
  const rules = [...new Map([...earlier, ...later]).values()].map(({ nodes: _, ...rule }) => ({
    ...rule,
    findings: matchNodes(earlier.get(rule.id)?.nodes ?? [], later.get(rule.id)?.nodes ?? []).map(
      (finding, index) => ({ ...finding, key: `${rule.id} ${index}` }),
    ),
  }));
  const rank = ({ findings: [first], impact, id }: BrokenRule): [number, number, string] => [
    stateOrder.indexOf(first?.state ?? 'kept'),
    impactOrder.indexOf(impact),
    id,
  ];
  return rules.toSorted((one, other) => {
    const [state, impact, id] = rank(one);
    const [otherState, otherImpact, otherId] = rank(other);
    return state - otherState || impact - otherImpact || (id < otherId ? -1 : 1);
  });
}

/** How many findings are in each state. */
export function countStates(rules: BrokenRule[]): Record<FindingState, number> {
  const counts = { new: 0, reworded: 0, fixed: 0, kept: 0 };
  for (const { state } of rules.flatMap(({ findings }) => findings)) counts[state] += 1;
  return counts;
}
