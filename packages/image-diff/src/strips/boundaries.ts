/**
 * Where a picture is cut into strips: where the rows just above say so, so that what is inserted changes
 * the strips around it and no others. The rolling hash over the last 32 rows is the "gear" of FastCDC
 * (Xia et al., USENIX ATC 2016), over rows where that has bytes. Names of pictures follow from the cuts:
 * nothing here, nor the fingerprints, can change without all pictures getting new names.
 */

/** Rows of a strip; the last one of a picture may have fewer. */
export const fewestRows = 32;
export const mostRows = 128;

/** So many of the highest bits of the hash are clear where a strip ends: one row of 32. */
const cutShift = 32 - 5;

/** Fingerprints that say where to cut are made with this: the same everywhere, so that the cuts are. */
export const cutKey: Uint8Array = Uint8Array.from({ length: 32 }, (_, at) => at * 37 + 11);

/**
 * How many of the next rows make a strip. Where none of its rows says that it ends there, it ends where
 * one came closest.
 * @param prints a word of the fingerprint of each row
 * @param count how many of them there are
 * @returns 0 where that depends on rows that follow
 */
export function rowsOfStrip(prints: Uint32Array, count: number): number {
  let hash = 0;
  let closest = 0;
  let least = 2 ** 32;
  const end = Math.min(count, mostRows);
  for (let row = 0; row < end; row++) {
    hash = ((hash << 1) + (prints[row] as number)) >>> 0;
    if (row + 1 < fewestRows) continue;
    if (hash >>> cutShift === 0) return row + 1;
    if (hash < least) {
      least = hash;
      closest = row + 1;
    }
  }
  return count < mostRows ? 0 : closest;
}
