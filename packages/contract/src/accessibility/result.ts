/** What an accessibility target finds in one example. */
import { type Static, Type } from 'typebox';

/** How much a violation hinders people, worst first. */
export const impacts = ['critical', 'serious', 'moderate', 'minor'] as const;

export type Impact = (typeof impacts)[number];

const Pixel = Type.Integer({ minimum: 0, maximum: 65_535 });

/** A rectangle of the picture that was taken with the result, in its pixels. */
export const Box = Type.Object({ x: Pixel, y: Pixel, width: Pixel, height: Pixel });

const Selector = Type.String({ maxLength: 2000 });

/** An element that breaks a rule. */
export const ViolatingNode = Type.Object({
  /** As axe-core writes it: a selector for each frame, or a list of them where shadow roots are on the way. */
  target: Type.Array(Type.Union([Selector, Type.Array(Selector, { maxItems: 100 })]), {
    minItems: 1,
    maxItems: 100,
  }),
  html: Type.String({ maxLength: 2000 }),
  failureSummary: Type.String({ maxLength: 2000 }),
  /** Null where nothing of the element is in the picture. */
  box: Type.Union([Type.Null(), Box]),
});
export type ViolatingNode = Static<typeof ViolatingNode>;

/** Nodes in one result; what there is beyond is left out. */
export const maxNodes = 2000;

/** A rule of axe-core that is broken, and where, in the order of the document. */
export const Violation = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 200 }),
  impact: Type.Enum(impacts),
  tags: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 100 }),
  help: Type.String({ maxLength: 1000 }),
  helpUrl: Type.String({ maxLength: 1000, pattern: '^https://' }),
  nodes: Type.Array(ViolatingNode, { minItems: 1, maxItems: maxNodes }),
});
export type Violation = Static<typeof Violation>;

/** Characters of the accessibility tree as text. */
export const maxAriaLength = 500_000;

export const AccessibilityResult = Type.Object({
  /** In the order of their ids. */
  violations: Type.Array(Violation, { maxItems: 500 }),
  /** What assistive technology is told, one node a line: `- heading "Title" [level=1]`. */
  aria: Type.String({ maxLength: maxAriaLength }),
});
export type AccessibilityResult = Static<typeof AccessibilityResult>;

const Count = Type.Integer({ minimum: 0 });

/** Elements that break a rule, by the impact of the rule; one that breaks two counts twice. */
export const ViolationCounts = Type.Object({
  critical: Count,
  serious: Count,
  moderate: Count,
  minor: Count,
});
export type ViolationCounts = Static<typeof ViolationCounts>;

export function countViolations({ violations }: AccessibilityResult): ViolationCounts {
  const counts = { critical: 0, serious: 0, moderate: 0, minor: 0 };
  for (const { impact, nodes } of violations) counts[impact] += nodes.length;
  return counts;
}
