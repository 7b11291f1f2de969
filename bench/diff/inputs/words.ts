const names = ['Ada', 'Bela', 'Chen', 'Dara', 'Emil', 'Fay', 'Goro', 'Hana', 'Ivo', 'Jun', 'Kei'];
const trades = ['designs', 'reviews', 'writes', 'measures', 'repairs', 'draws', 'tests'];
const things = ['invoices', 'bridges', 'letters', 'boats', 'gardens', 'maps', 'clocks', 'kites'];

const pick = (list: readonly string[], at: number) => list[at % list.length] ?? '';

/** The same every time, and seldom the same of two numbers. */
export const nameOf = (number: number) =>
  `${pick(names, number * 7)} ${pick(names, number * 3 + 1)}`;

export const sentenceOf = (number: number) =>
  `${pick(trades, number * 5)} ${pick(things, number * 3)} and ${pick(things, number * 7 + 2)}, since ${1990 + (number % 30)}`;
