/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** Which pseudo class is to match which elements. */
interface Rule {
  selector: string;
  pseudoClass: string;
}

/**
 * Makes pseudo classes match elements by rewriting the selectors of the page's style sheets, in place:
 * their order and weight stay what they were. Style sheets of other origins cannot be read, and what is
 * inside a shadow root does not count for the elements around its host. What was rewritten before is put
 * back first. Runs in the page: self-contained.
 */
export function rewritePseudoClasses(rules: readonly Rule[]): void {
  const world = globalThis as unknown as { twinlensSelectors?: Map<CSSStyleRule, string> };
  for (const [rule, selector] of world.twinlensSelectors ?? []) rule.selectorText = selector;
  const originals = new Map<CSSStyleRule, string>();
  world.twinlensSelectors = originals;

  /** As a group, whose weight is that of one class: what the pseudo class weighs itself. */
  const replacements = new Map<string, string>();
  for (const { selector, pseudoClass } of rules) {
    const around = pseudoClass === 'hover' || pseudoClass === 'active';
    const before = replacements.get(pseudoClass) ?? `:${pseudoClass}`;
    const added = around ? `${selector}, :has(${selector})` : selector;
    replacements.set(pseudoClass, `${before}, ${added}`);
  }
  const names = [...replacements.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`:(${names.join('|')})(?![\\w-])`, 'g');

  const rewrite = (list: CSSRuleList): void => {
    for (const rule of list) {
      if (rule instanceof CSSStyleRule) {
        const { selectorText } = rule;
        const rewritten = selectorText.replace(
          pattern,
          (_, name: string) => `:is(${replacements.get(name)})`,
        );
        if (rewritten !== selectorText) {
          originals.set(rule, selectorText);
          rule.selectorText = rewritten;
        }
      }
      const { cssRules } = rule as Partial<CSSGroupingRule>;
      if (cssRules) rewrite(cssRules);
    }
  };
  const visit = (root: Document | ShadowRoot): void => {
    for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets]) {
      try {
        rewrite(sheet.cssRules);
      } catch {
        // Of another origin.
      }
    }
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) visit(shadowRoot);
  };
  if (rules.length > 0) visit(document);
}
