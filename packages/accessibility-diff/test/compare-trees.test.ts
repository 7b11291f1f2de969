import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compareTrees,
  type MergedNode,
  mergeTrees,
  parseTree,
  summarizeTrees,
} from '../src/index.ts';
import { labelOf, nodeAt } from '../src/tree/aria-tree.ts';
import { applyOperations, nest } from './apply-operations.ts';

/** Few roles, names and states, so that equal nodes and equal parts are common. */
const line = fc.record({
  depth: fc.nat(4),
  role: fc.constantFrom('list', 'listitem', 'button', 'group', 'text'),
  name: fc.constantFrom('', '', ' "A"', ' "B"', ' "C"'),
  state: fc.constantFrom('', '', ' [disabled]', ' [level=2]', ' [description="it \\"is\\" so"]'),
  text: fc.constantFrom('', '', ': one', ': two'),
});
const tree = fc
  .array(line, { maxLength: 40 })
  .map((lines) =>
    lines
      .map(
        ({ depth, role, name, state, text }) =>
          `${'  '.repeat(depth)}- ${role}${name}${state}${text}`,
      )
      .join('\n'),
  );

/** Parts of a text taken out, put elsewhere, indented or repeated: what happens to pages. */
const edited = fc
  .tuple(
    tree,
    fc.array(
      fc.record({
        from: fc.nat(40),
        count: fc.nat(6),
        to: fc.nat(40),
        deeper: fc.nat(2),
        keep: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
  )
  .map(([text, edits]): [string, string] => {
    const lines = text.split('\n');
    for (const { from, count, to, deeper, keep } of edits) {
      const part = keep ? lines.slice(from, from + count) : lines.splice(from, count);
      lines.splice(to, 0, ...part.map((one) => '  '.repeat(deeper) + one));
    }
    return [text, lines.join('\n')];
  });

function expectToLead([before, after]: [string, string]): void {
  const diff = compareTrees(parseTree(before), parseTree(after));
  const contentAt = (at: number) => labelOf(nodeAt(diff.after, at));
  expect(applyOperations(diff.before, diff.operations, contentAt)).toEqual(nest(diff.after));
}

test('the operations lead from the one tree to the other', () => {
  fc.assert(fc.property(fc.tuple(tree, tree), expectToLead), { numRuns: 2000 });
  fc.assert(fc.property(edited, expectToLead), { numRuns: 2000 });
});

test('equal trees need no operations, others some', () => {
  fc.assert(
    fc.property(tree, tree, (one, other) => {
      expect(compareTrees(parseTree(one), parseTree(one)).operations).toEqual([]);
      const [before, after] = [parseTree(one), parseTree(other)];
      const isSame = JSON.stringify(nest(before)) === JSON.stringify(nest(after));
      const diff = compareTrees(before, after);
      expect(diff.operations.length === 0).toBe(isSame);
      expect(summarizeTrees(diff) === '').toBe(isSame);
    }),
    { numRuns: 1000 },
  );
});

test('any text can be read, and leads to any other', () => {
  const part = fc.constantFrom(
    '- ',
    '  ',
    '\n',
    '"',
    '\\',
    '[',
    ']',
    '=',
    ': ',
    'a',
    '__proto__',
    '\u0000',
    '😀',
  );
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(part, { maxLength: 60 }).map((parts) => parts.join('')),
  );
  fc.assert(fc.property(fc.tuple(hostile, hostile), expectToLead), { numRuns: 2000 });
});

const page = (items: string[]) =>
  ['- document "Shop":', '  - main:', ...items.map((item) => `    - ${item}`)].join('\n');
const numbers = Array.from({ length: 20_000 }, (_, index) => index);
const pages: Record<string, [string, string]> = {
  'one node of many': [
    page(numbers.map((at) => `link "Product ${at}"`)),
    page(numbers.map((at) => `link "Product ${at === 9_000 ? 'x' : at}"`)),
  ],
  'another name each': [
    page(numbers.map((at) => `link "Product ${at}"`)),
    page(numbers.map((at) => `link "Article ${at}"`)),
  ],
  'the other way round': [
    page(numbers.map((at) => `link "Product ${at}"`)),
    page(numbers.toReversed().map((at) => `link "Product ${at}"`)),
  ],
  'all alike': [
    page(numbers.map(() => 'listitem')),
    page(numbers.slice(5_000).map(() => 'listitem')),
  ],
  'nothing in common': [
    page(numbers.map((at) => `link "Product ${at}"`)),
    page(numbers.map((at) => `paragraph: ${at}`)),
  ],
  'short lists, all changed': [
    page(numbers.map((at) => (at % 20 === 0 ? 'list:' : `  - listitem: a${at}`))),
    page(numbers.map((at) => (at % 20 === 0 ? 'list:' : `  - listitem: b${at}`))),
  ],
  deep: [
    numbers
      .slice(0, 600)
      .map((at) => `${'  '.repeat(at)}- group "${at}":`)
      .join('\n'),
    numbers
      .slice(0, 600)
      .map((at) => `${'  '.repeat(at)}- group "${at % 7}":`)
      .join('\n'),
  ],
};

test.each(Object.entries(pages))('a huge page takes bounded work: %s', (_, texts) => {
  const [before, after] = [parseTree(texts[0]), parseTree(texts[1])];
  const diff = compareTrees(before, after);
  expect(diff.operations.length).toBeGreaterThan(0);
  // Each node is looked at in a few passes, and compared with at most 32 others.
  expect(diff.work).toBeLessThan(48 * (before.length + after.length));
  expectToLead(texts);
});

const told = (before: string, after: string) =>
  summarizeTrees(compareTrees(parseTree(before), parseTree(after)));

const shop = `- document "Shop":
  - navigation "Main":
    - list:
      - listitem:
        - link "Home"
      - listitem:
        - link "Offers"
  - main:
    - heading "Plans" [level=1]
    - paragraph: from €4 a month
    - button "Save"
    - button "More" [expanded=false]
  - contentinfo: © Example Ltd`;
const replaced = (...pairs: [string, string][]) =>
  told(
    shop,
    pairs.reduce((text, [from, to]) => text.replace(from, to), shop),
  );

test('says in one sentence what is new, gone and different', () => {
  expect(told(shop, shop)).toBe('');
  const item = (name: string) => `      - listitem:\n        - link "${name}"\n`;
  expect(replaced([`  - main:`, `${item('Help')}  - main:`], ['"Save"', '"Save" [disabled]'])).toBe(
    'listitem with link "Help" inside added under navigation "Main", button "Save" is now disabled',
  );
  expect(replaced([`  - main:`, `${item('Help')}${item('Jobs')}  - main:`])).toBe(
    '4 nodes added under navigation "Main"',
  );
  expect(replaced([item('Home'), ''])).toBe(
    'listitem with link "Home" inside removed from navigation "Main"',
  );
  expect(replaced(['"Save"', '"Store"'])).toBe('button "Save" is now named "Store"');
  expect(replaced([' "Save"', ''])).toBe('button "Save" has no name any more');
  expect(replaced(['level=1', 'level=2'])).toBe('heading "Plans" has level "2" now, not "1"');
  expect(replaced(['=false', ''])).toBe('button "More" is now expanded');
  expect(replaced(['€4', '€5'])).toBe('paragraph "from €4 a month" says "from €5 a month" now');
  expect(replaced(['button "Save"', 'link "Save"'])).toBe('button "Save" is now a link');
});

test('says of a part that is elsewhere that it moved, and of one that was wrapped that it was', () => {
  const save = '    - button "Save"\n';
  expect(replaced([save, ''], ['    - heading', `${save}    - heading`])).toBe(
    'button "Save" moved to another place',
  );
  expect(replaced([save, ''], ['  - main:', `${save}  - main:`])).toBe(
    'button "Save" moved to navigation "Main"',
  );
  expect(replaced([save, `    - group "Actions":\n  ${save}`])).toBe(
    'button "Save" wrapped in group "Actions"',
  );
  expect(told(shop.replace(save, `    - group "Actions":\n  ${save}`), shop)).toBe(
    'button "Save" taken out of group "Actions", which is gone',
  );
});

test('a list that was wrapped and changed inside is still the same list', () => {
  const list = (items: string[], depth: number) =>
    [`- list:`, ...items.map((item) => `  - listitem: ${item}`)]
      .map((one) => '  '.repeat(depth) + one)
      .join('\n');
  const before = `- main:\n${list(['a', 'b', 'c', 'd'], 1)}\n  - paragraph: end`;
  const after = `- main:\n  - region "All":\n${list(['a', 'b', 'x', 'd'], 2)}\n  - paragraph: end`;
  expect(told(before, after)).toBe('list wrapped in region "All", listitem "c" says "x" now');
});

test('an entry put before one that changed does not change all that follow', () => {
  const entry = (name: string, price: number) =>
    `  - listitem:\n    - link "${name}"\n    - text: €${price}\n`;
  const before = `- list:\n${entry('Tea', 4)}${entry('Cocoa', 5)}`;
  const after = `- list:\n${entry('Coffee', 3)}${entry('Tea', 6)}${entry('Cocoa', 5)}`;
  expect(told(before, after)).toBe(
    'listitem with link "Coffee" inside added, text "€4" says "€6" now',
  );
});

test('of many changes only the first are told', () => {
  const buttons = (state: string) =>
    Array.from({ length: 9 }, (_, at) => `- button "B${at}"${state}`).join('\n');
  expect(told(buttons(''), buttons(' [pressed]'))).toBe(
    'button "B0" is now pressed, button "B1" is now pressed, button "B2" is now pressed and 6 more changes',
  );
});

test('two trees are shown as one, with everything that is in either', () => {
  const count = (nodes: MergedNode[], marks: MergedNode['mark'][]): number =>
    nodes.reduce(
      (sum, { mark, children }) => sum + (marks.includes(mark) ? 1 : 0) + count(children, marks),
      0,
    );
  const changesIn = (nodes: MergedNode[]): number =>
    nodes.reduce((sum, one) => sum + one.changesInside + (one.mark === 'same' ? 0 : 1), 0);
  fc.assert(
    fc.property(edited, ([one, other]) => {
      const diff = compareTrees(parseTree(one), parseTree(other));
      const merged = mergeTrees(diff);
      const kept = count(merged, ['same', 'changed', 'moved']);
      expect(kept + count(merged, ['added'])).toBe(diff.after.length - 1);
      expect(kept + count(merged, ['removed'])).toBe(diff.before.length - 1);
      expect(changesIn(merged)).toBe(count(merged, ['added', 'removed', 'changed', 'moved']));
    }),
    { numRuns: 1000 },
  );
});
