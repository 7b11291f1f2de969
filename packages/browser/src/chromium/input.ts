import type { CdpSession } from '../cdp/connection.ts';
import type { Input, Modifier, Point } from '../page.ts';
import type { Pointer } from './pointer.ts';

/** Keys that stand for no character, with the codes old scripts know them by. */
const named: Record<string, number> = {
  Backspace: 8,
  Tab: 9,
  Enter: 13,
  Shift: 16,
  Control: 17,
  Alt: 18,
  Escape: 27,
  PageUp: 33,
  PageDown: 34,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
  Delete: 46,
  Meta: 91,
};

const bits: Record<Modifier, number> = { Alt: 1, Control: 2, Meta: 4, Shift: 8 };

/** What text a key writes: Enter does, other names do not. */
const textOf = (key: string): string | undefined => {
  if (key === 'Enter') return '\r';
  return key in named ? undefined : key;
};

function describe(key: string) {
  const text = textOf(key);
  const letter = key.toUpperCase().codePointAt(0);
  return {
    key,
    windowsVirtualKeyCode: named[key] ?? letter,
    ...(text !== undefined && { text }),
  };
}

/** Keys and clicks by the protocol, while the page gets frames, which bring them to it. */
export class ChromiumInput implements Input {
  readonly #session: CdpSession;
  readonly #pointer: Pointer;
  readonly #work: (work: Promise<void>, signal: AbortSignal) => Promise<void>;

  /** @param work Lets the page work until something is done. */
  constructor(
    session: CdpSession,
    pointer: Pointer,
    work: (work: Promise<void>, signal: AbortSignal) => Promise<void>,
  ) {
    this.#session = session;
    this.#pointer = pointer;
    this.#work = work;
  }

  press(key: string, signal: AbortSignal, held: readonly Modifier[] = []): Promise<void> {
    return this.#work(this.#press(key, held), signal);
  }

  async type(text: string, signal: AbortSignal): Promise<void> {
    for (const key of text) await this.press(key, signal);
  }

  click(place: Point, signal: AbortSignal): Promise<void> {
    return this.#work(this.#pointer.click(place), signal);
  }

  async #press(key: string, held: readonly Modifier[]): Promise<void> {
    await this.#pointer.listen();
    const writes = held.every((modifier) => modifier === 'Shift');
    for (const [index, modifier] of held.entries()) {
      await this.#send('rawKeyDown', describe(modifier), held.slice(0, index + 1));
    }
    const { text, ...plain } = describe(key);
    if (writes && text !== undefined) await this.#send('keyDown', { ...plain, text }, held);
    else await this.#send('rawKeyDown', plain, held);
    await this.#send('keyUp', plain, held);
    for (const modifier of held) await this.#send('keyUp', describe(modifier), []);
  }

  async #send(type: string, key: object, held: readonly Modifier[]): Promise<void> {
    const modifiers = held.reduce((sum, modifier) => sum | bits[modifier], 0);
    await this.#session.send('Input.dispatchKeyEvent', { type, modifiers, ...key });
  }
}
