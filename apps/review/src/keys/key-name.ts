/** Names of keys, as they are kept and shown: `a`, `A`, `?`, `F2`, `Shift+Delete`, `Ctrl+Alt+k`. */

type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing' | 'getModifierState'
>;

/** Keys that are no key by themselves, or not yet one. */
const silent = new Set([
  'Alt',
  'AltGraph',
  'CapsLock',
  'Control',
  'Dead',
  'Fn',
  'Hyper',
  'Meta',
  'NumLock',
  'Process',
  'ScrollLock',
  'Shift',
  'Super',
  'Unidentified',
]);

export const isSingle = (name: string): boolean => [...name].length === 1;

/** Caps Lock turns letters round; what was meant is what Shift says. */
function cased(letter: string, shift: boolean): string {
  const other = shift ? letter.toUpperCase() : letter.toLowerCase();
  return isSingle(other) ? other : letter;
}

/** Null for a key that has no name yet. */
export function nameOfKey(press: KeyPress): string | null {
  const { key, shiftKey } = press;
  if (press.isComposing || silent.has(key)) return null;
  // With AltGr people write what stands on the key, which Windows reports as Ctrl and Alt.
  const writes = press.getModifierState('AltGraph');
  const name = isSingle(key) ? cased(key, shiftKey) : shiftKey ? `Shift+${key}` : key;
  const held = [
    press.ctrlKey && !writes && 'Ctrl+',
    press.altKey && !writes && 'Alt+',
    press.metaKey && 'Meta+',
  ];
  return `${held.filter(Boolean).join('')}${name}`;
}

/** Keys that move the focus, press what has it, or move the picture; nothing else can be put on them. */
const taken = /^(Shift\+)?(Tab|Enter|Escape| |Arrow(Left|Right|Up|Down)|PageUp|PageDown|Home|End)$/;

export const isTaken = (name: string): boolean => taken.test(name);

/** For `aria-keyshortcuts`. */
export function ariaKey(name: string): string {
  const at = name.length - 1;
  const last = name.slice(at);
  const before = name.slice(0, at).replace('Ctrl+', 'Control+');
  if (last === '+') return `${before}Plus`;
  return last !== last.toLowerCase() && (at === 0 || before.endsWith('+'))
    ? `${before}Shift+${last}`
    : before + last;
}
