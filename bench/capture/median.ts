/** The middle of some numbers; the mean of the two in the middle where there is no one. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low = 0, high = low] = sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1);
  return (low + high) / 2;
}

/** @param per 10 for one decimal, 100 for two. */
export function rounded(value: number, per = 10): number {
  return Math.round(value * per) / per;
}
