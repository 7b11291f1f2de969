/** Which key does what: as listed in `actions.ts`, unless somebody chose otherwise in this browser. */
import { createStore } from '../ui/store.ts';
import { type ActionId, actionIds, actionOf } from './actions.ts';
import { isSingle, isTaken } from './key-name.ts';

const storedAs = 'twinlens.keys';

/** What somebody chose. */
interface Choice {
  /** Whether keys that are one character do anything. */
  singles: boolean;
  /** Of the actions that have other keys than they began with; no keys where it has none any more. */
  changed: Partial<Record<ActionId, readonly string[]>>;
}

export interface Keymap {
  singles: boolean;
  /** Also those that do nothing at present. */
  keysOf: Readonly<Record<ActionId, readonly string[]>>;
  /** Only for keys that do something. */
  actions: ReadonlyMap<string, ActionId>;
  isChanged: boolean;
}

const asListed: Choice = { singles: true, changed: {} };

const isKeys = (value: unknown): value is string[] =>
  Array.isArray(value) &&
  value.every((key) => typeof key === 'string' && key.length <= 40 && !isTaken(key));

/** As listed for anything else: people edit what browsers keep. */
function parse(text: string | null): Choice {
  try {
    const { singles, changed } = JSON.parse(text ?? '') as Record<string, unknown>;
    const entries = Object.entries(changed ?? {}).filter(
      ([id, keys]) => actionIds.some((one) => one === id) && isKeys(keys),
    );
    return { singles: singles !== false, changed: Object.fromEntries(entries) };
  } catch {
    return asListed;
  }
}

function keymapOf({ singles, changed }: Choice): Keymap {
  const keysOf = Object.fromEntries(
    actionIds.map((id) => [id, changed[id] ?? actionOf(id).keys]),
  ) as Keymap['keysOf'];
  const actions = new Map<string, ActionId>();
  for (const id of actionIds) {
    for (const key of keysOf[id]) if (singles || !isSingle(key)) actions.set(key, id);
  }
  return { singles, keysOf, actions, isChanged: Object.keys(changed).length > 0 };
}

let choice = parse(localStorage.getItem(storedAs));
const store = createStore(keymapOf(choice));
export const keymap = { get: store.get, subscribe: store.subscribe };

function choose(next: Choice): void {
  choice = next;
  localStorage.setItem(storedAs, JSON.stringify(next));
  store.set(keymapOf(next));
}

const sameKeys = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((key, index) => key === other[index]);

/** The actions that would have to give up a key for this one to have all of these. */
export const clashesOf = (id: ActionId, keys: readonly string[]): ActionId[] =>
  actionIds.filter(
    (other) => other !== id && store.get().keysOf[other].some((key) => keys.includes(key)),
  );

/** Puts an action on these keys, and takes them from whichever has them. */
export function bind(id: ActionId, keys: readonly string[]): void {
  const { keysOf } = store.get();
  const changed = { ...choice.changed };
  const set = (one: ActionId, to: readonly string[]) => {
    if (sameKeys(to, actionOf(one).keys)) delete changed[one];
    else changed[one] = to;
  };
  for (const other of clashesOf(id, keys)) {
    set(
      other,
      keysOf[other].filter((key) => !keys.includes(key)),
    );
  }
  set(id, keys);
  choose({ ...choice, changed });
}

export const resetAll = (): void => choose({ ...choice, changed: {} });

export const setSingles = (singles: boolean): void => choose({ ...choice, singles });

/** The key that is shown for an action; null where none does it. */
export function shownKey({ keysOf, actions }: Keymap, id: ActionId): string | null {
  return keysOf[id].find((key) => actions.get(key) === id) ?? null;
}
