/** What can be pressed, and the letters it is pressed by. */

const pressables = [
  'a[href]',
  'button',
  'input',
  'select',
  'textarea',
  'summary',
  '[role=slider]',
  '[tabindex="0"]',
].join();

/** Those that take what is typed or chosen afterwards. */
const fields =
  'select, textarea, input:not([type=checkbox], [type=radio], [type=button], [type=submit])';

const alphabet = 'asdfghjklewruioptcvnmqyxbz';

export interface Pressable {
  element: HTMLElement;
  letters: string;
  /** In the window. Pixels. */
  left: number;
  top: number;
}

/** The first point of an element that nothing covers; null where it is not in sight. */
function seenAt(element: HTMLElement): { left: number; top: number } | null {
  for (const { left, top, width, height } of element.getClientRects()) {
    if (width === 0 || height === 0) continue;
    const points = [0.5, 0.1, 0.9].flatMap((x) =>
      [0.5, 0.1, 0.9].map((y) => [left + width * x, top + height * y] as const),
    );
    const isSeen = points.some(([x, y]) => {
      const found = document.elementFromPoint(x, y);
      // What is unseen but for its label is pressed through it.
      return (
        found !== null && (element.contains(found) || found.closest('label')?.contains(element))
      );
    });
    if (isSeen) return { left: Math.max(0, left), top: Math.max(0, top) };
  }
  return null;
}

/** As many letters for each, so that none is the beginning of another. */
function lettersOf(index: number, count: number): string {
  const one = (at: number) => alphabet[at % alphabet.length] ?? '';
  return count <= alphabet.length
    ? one(index)
    : one(Math.floor(index / alphabet.length)) + one(index);
}

/** Everything in sight that can be pressed, in the order of the page. */
export function findPressables(): Pressable[] {
  const found = [...document.querySelectorAll<HTMLElement>(pressables)].flatMap((element) => {
    if (element.matches(':disabled') || !element.checkVisibility({ visibilityProperty: true }))
      return [];
    const place = seenAt(element);
    return place === null ? [] : [{ element, ...place }];
  });
  const most = found.slice(0, alphabet.length ** 2);
  return most.map((one, index) => ({ ...one, letters: lettersOf(index, most.length) }));
}

/** The letter of a key, also where the keyboard writes others than Latin ones; null for other keys. */
export function letterOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string | null {
  const written = key.toLowerCase();
  if (written.length === 1 && alphabet.includes(written)) return written;
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? null;
}

export function press(element: HTMLElement): void {
  element.focus();
  if (!element.matches(fields)) element.click();
}
