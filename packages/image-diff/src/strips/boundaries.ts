/** Where a picture is cut into strips. */

/** Rows of a strip. What is inserted between two cuts changes the strip it lies in, and no other. */
export const fewestRows = 32;
export const mostRows = 160;

/** A row ends a strip where its fingerprint has these bits clear: one of 64. */
const cutMask = 63;

/** Fingerprints that say where to cut are made with this: the same everywhere, so that the cuts are. */
export const cutKey: Uint8Array = Uint8Array.from({ length: 32 }, (_, at) => at * 37 + 11);

/** Whether a strip ends after a row. */
export const isCut = (fingerprint: number, rowsSoFar: number): boolean =>
  rowsSoFar >= mostRows || (rowsSoFar >= fewestRows && (fingerprint & cutMask) === 0);
