import type { SkippedExample } from '../db/schema.ts';

interface Named {
  component: string;
  variant: string;
  target: string;
}

const keyOf = (variant: string | undefined, target: string | undefined) =>
  JSON.stringify([variant ?? null, target ?? null]);

/**
 * Tells which snapshots the examples a client named stand for. Everything it says must agree; what it
 * leaves out does not matter. A variant also stands for the pictures an example takes on its way
 * (`Menu` for `Menu-open`), as whoever leaves the example out leaves them out with it; not for other
 * themes (`Menu [dark]`), which are examples of their own.
 */
export function exampleMatcher(examples: SkippedExample[]): (snapshot: Named) => boolean {
  const byComponent = new Map<string, Set<string>>();
  for (const { component, variant, target } of examples) {
    const keys = byComponent.get(component) ?? new Set();
    keys.add(keyOf(variant, target));
    byComponent.set(component, keys);
  }
  return ({ component, variant, target }) => {
    const keys = byComponent.get(component);
    if (keys === undefined) return false;
    const names = [undefined, variant, ...namesBeforeDashes(variant)];
    return names.some((name) => keys.has(keyOf(name, undefined)) || keys.has(keyOf(name, target)));
  };
}

function namesBeforeDashes(variant: string): string[] {
  const names: string[] = [];
  for (let end = variant.indexOf('-'); end !== -1; end = variant.indexOf('-', end + 1)) {
    names.push(variant.slice(0, end));
  }
  return names;
}
