/** One example of a package: what it is called, what it renders and what it does then. */
export interface Example {
  component: string;
  variant: string;
  html: string;
  /** Body of `async (root) => {}`, run in the page once the HTML stands; the example is rendered when it ends. */
  script?: string;
  waitForContent?: string;
}

/** The examples of one kind, with the style sheet they share. */
export interface Kind {
  css: string;
  examples: Example[];
}

const words = [
  ...['account', 'report', 'picture', 'baseline', 'review', 'button', 'border', 'release'],
  ...['margin', 'comment', 'branch', 'reader', 'merge', 'colour', 'target', 'window'],
];

/** Some words, others for every seed. The first is capitalised. */
export function text(seed: number, count: number): string {
  const picked = Array.from(
    { length: count },
    (_, place) => words[(seed * 7 + place * 5 + ((seed * place) % 3)) % words.length],
  ).join(' ');
  return picked.charAt(0).toUpperCase() + picked.slice(1);
}

/** An example for every number from 0 up to the count. */
export function times(count: number, make: (index: number) => Example): Example[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** The entry of a list for an index of any size. */
export function pick<T>(list: readonly [T, ...T[]], index: number): T {
  return list[index % list.length] ?? list[0];
}
