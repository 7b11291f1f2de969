/** Keeps the last rows of something that is worked out row by row. */
export function rowCache(
  { rows, length }: { rows: number; length: number },
  fill: (y: number, into: Float64Array) => void,
): (y: number) => Float64Array {
  const slots = Array.from({ length: rows }, () => ({ y: -1, row: new Float64Array(length) }));
  return (y) => {
    const slot = slots[y % rows] as (typeof slots)[number];
    if (slot.y !== y) {
      fill(y, slot.row);
      slot.y = y;
    }
    return slot.row;
  };
}
