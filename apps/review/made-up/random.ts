/** Numbers from 0 up to 1 that are the same for the same words, on every machine. */
export function chance(...words: (string | number)[]): number {
  let hash = 2_166_136_261;
  for (const char of words.join('\n')) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16_777_619);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_519);
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_917);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** One of a list, by the same words. */
export function pick<T>(list: readonly T[], ...words: (string | number)[]): T {
  const chosen = list[Math.floor(chance(...words) * list.length)];
  if (chosen === undefined) throw new Error('nothing to pick from');
  return chosen;
}
