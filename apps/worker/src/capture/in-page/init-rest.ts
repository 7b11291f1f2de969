/// <reference lib="dom" />

/** How examples are told apart. */
export interface ExampleName {
  component: string;
  variant: string;
}

export interface Chunk {
  index: number;
  total: number;
}

export interface Rest {
  /** Whether nothing is left for this target and chunk. */
  done: boolean;
  /** The first that was not handed out yet, which is left out; unless it is known which one failed. */
  culprit?: ExampleName;
}

/**
 * Makes a page that has just been loaded hand out the examples that are left after one of them has
 * ended the page before. Clients of version 6 do not say which examples they have, but each takes
 * those of a chunk out of its list with `slice`: for a chunk that nobody asks for otherwise, it gets
 * those that are left. Runs in the page: self-contained.
 * @param start Initialises the page, for a chunk of its list.
 * @param chunk The part of the list that is wanted.
 * @param handedOut Examples the pages before have handed out.
 * @param failed The one among them that failed; null where the page did not get so far; `again` where
 *   it is not among them because it is to be handed out once more.
 * @returns undefined where the page does not work like that.
 */
export async function initRest(
  start: (chunk: Chunk) => Promise<void>,
  targetName: string,
  chunk: Chunk,
  handedOut: ExampleName[],
  failed: ExampleName | 'again' | null,
): Promise<Rest | undefined> {
  type Listed = ExampleName & { targets?: unknown };
  const keyOf = ({ component, variant }: ExampleName) => JSON.stringify([component, variant]);
  const isExample = (item: unknown): item is Listed =>
    typeof (item as Listed)?.component === 'string' && typeof (item as Listed).variant === 'string';
  const known = new Set(handedOut.map(keyOf));
  let rest: Rest | undefined;

  const leftOf = (list: unknown[]): unknown[] => {
    if (!list.every(isExample)) return [];
    const perChunk = Math.ceil(list.length / chunk.total);
    const wanted = list.filter(
      ({ targets }, index) =>
        Math.floor(index / perChunk) === chunk.index &&
        (!Array.isArray(targets) || targets.includes(targetName)),
    );
    const left = wanted.filter((example) => !known.has(keyOf(example)));
    // A story that shows itself in steps is in the list once, under another name than its steps.
    const isListed =
      failed === 'again' || (failed && wanted.some((example) => keyOf(example) === keyOf(failed)));
    const culprit = isListed ? undefined : left.shift();
    rest = {
      done: left.length === 0,
      ...(culprit && { culprit: { component: culprit.component, variant: culprit.variant } }),
    };
    return left;
  };

  const { slice } = Array.prototype;
  Array.prototype.slice = function (this: unknown[], from?: number, to?: number) {
    return Number.isNaN(from) ? leftOf(this) : slice.call(this, from, to);
  };
  try {
    await start({ index: Number.NaN, total: 1 });
  } finally {
    Array.prototype.slice = slice;
  }
  return rest;
}
