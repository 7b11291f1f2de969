/** Numbers that are the same for the same seed: xorshift of 32 bits (Marsaglia, 2003). */
export type Random = (below: number) => number;

export function randomFrom(seed: number): Random {
  let state = (seed * 2654435761) >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
