import type { AccessibilityResult, ViolatingNode } from '@twinlens/contract';
import { expect, test } from 'vitest';
import { compareViolations } from '../src/index.ts';

type Element = [target: string, html: string];

const nodeOf = ([target, html]: Element): ViolatingNode => ({
  target: [target],
  html,
  failureSummary: 'Fix it',
  box: null,
});
const resultOf = (elements: Element[]): AccessibilityResult => ({
  violations: [
    {
      ...{ id: 'link-name', impact: 'serious', tags: [], help: 'Links must have text' },
      ...{ helpUrl: 'https://rules.example.com/link-name', nodes: elements.map(nodeOf) },
    },
  ],
  aria: '',
});
const told = (before: Element[], after: Element[]) =>
  compareViolations(resultOf(before), resultOf(after)).flatMap(({ findings }) =>
    findings.map(({ state, before: one, after: other }) => [state, one?.html, other?.html]),
  );

test('an element before which another went or came is the same, and that one is fixed or new', () => {
  const one: Element = ['li:nth-child(1) > a', '<a href="/one"></a>'];
  const two: Element = ['li:nth-child(2) > a', '<a href="/two"></a>'];
  const shifted: Element = ['li:nth-child(1) > a', '<a href="/two"></a>'];
  expect(told([one, two], [shifted])).toEqual([
    ['fixed', one[1], undefined],
    ['kept', two[1], two[1]],
  ]);
  expect(told([shifted], [one, two])).toEqual([
    ['new', undefined, one[1]],
    ['kept', two[1], two[1]],
  ]);
});

test('an element with another selector and other markup is another one', () => {
  expect(
    told([['li:nth-child(1) > a', '<a>1</a>']], [['li:nth-child(2) > a', '<a>2</a>']]),
  ).toEqual([
    ['new', undefined, '<a>2</a>'],
    ['fixed', '<a>1</a>', undefined],
  ]);
  expect(told([['#a > a', '<a>1</a>']], [['#b > a', '<a>2</a>']])).toEqual([
    ['reworded', '<a>1</a>', '<a>2</a>'],
  ]);
});

test('each of equal elements is counted once', () => {
  const same: Element = ['.icon', '<i></i>'];
  expect(told([same, same], [same, same, same]).map(([state]) => state)).toEqual([
    ...['new', 'kept', 'kept'],
  ]);
});
