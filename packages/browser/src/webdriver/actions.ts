/** Key and pointer actions, which WebDriver and WebDriver BiDi have in common. */
import type { Input, Modifier, Point } from '../page.ts';

/** The characters that stand for keys (https://www.w3.org/TR/webdriver2/#keyboard-actions). */
const named: Record<string, string> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  Meta: '\uE03D',
};

type Action = Record<string, unknown>;

/** Actions of one device, to be done one after the other. */
export interface ActionSequence {
  type: 'key' | 'pointer';
  id: string;
  actions: Action[];
}

function keySequence(keys: readonly string[], held: readonly Modifier[]): ActionSequence {
  const key = (type: 'keyDown' | 'keyUp', name: string) => ({ type, value: named[name] ?? name });
  const actions = [
    ...held.map((modifier) => key('keyDown', modifier)),
    ...keys.flatMap((name) => [key('keyDown', name), key('keyUp', name)]),
    ...held.map((modifier) => key('keyUp', modifier)),
  ];
  return { type: 'key', id: 'keyboard', actions };
}

function clickSequence({ x, y }: Point): ActionSequence {
  const actions = [
    { type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 },
    { type: 'pointerDown', button: 0 },
    { type: 'pointerUp', button: 0 },
  ];
  return { type: 'pointer', id: 'mouse', actions };
}

/** Input by actions. */
export class ActionInput implements Input {
  readonly #perform: (sequence: ActionSequence, signal: AbortSignal) => Promise<void>;

  constructor(perform: (sequence: ActionSequence, signal: AbortSignal) => Promise<void>) {
    this.#perform = perform;
  }

  press(key: string, signal: AbortSignal, held: readonly Modifier[] = []): Promise<void> {
    return this.#perform(keySequence([key], held), signal);
  }

  type(text: string, signal: AbortSignal): Promise<void> {
    return this.#perform(keySequence([...text], []), signal);
  }

  click(place: Point, signal: AbortSignal): Promise<void> {
    return this.#perform(clickSequence(place), signal);
  }
}
