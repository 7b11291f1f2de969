import type { Field } from '../operations.ts';
import { quote } from './describe-node.ts';

/** What a state is called while it is on and while it is off; others are called by their name. */
const stateWords: Record<string, { on: string; off: string }> = {
  expanded: { on: 'expanded', off: 'collapsed' },
  readonly: { on: 'read-only', off: 'editable' },
};

/** How an attribute is written where it is simply on, and where it is said to be off. */
const isOn = (value: string | null) => value === '' || value === 'true';
const isOff = (value: string | null) => value === null || value === 'false';

function describeAttribute({ attribute, from, to }: Field & { what: 'attribute' }): string {
  const words = stateWords[attribute];
  if (isOn(to) && isOff(from)) return `is now ${words?.on ?? attribute}`;
  if (isOff(to) && isOn(from)) {
    return words ? `is now ${words.off}` : `is no longer ${attribute}`;
  }
  if (to === 'false' && from === null) return `is now ${words?.off ?? `not ${attribute}`}`;
  if (to === null) return `has no ${attribute} any more`;
  const now = `has ${attribute} ${quote(to)} now`;
  return isOff(from) ? now : `${now}, not ${quote(from ?? '')}`;
}

/** What changed of a node, to be read after what it is called: `is now disabled`. */
export function describeField(field: Field): string {
  const { what, from, to } = field;
  if (what === 'attribute') return describeAttribute(field);
  if (what === 'role') return `is now a ${to === '' ? 'line' : to}`;
  if (to === '') return `has no ${what} any more`;
  if (what === 'name')
    return from === '' ? `has the name ${quote(to)} now` : `is now named ${quote(to)}`;
  return `says ${quote(to)} now`;
}
