/** What a person calls a change: the first line of its message, or its commit. Characters at most. */
const longest = 120;

export function titleOf({ message, sha2 }: { message: string | null; sha2: string }): string {
  const line = (message ?? '').split(/[\r\n]/).find((text) => text.trim() !== '');
  if (line === undefined) return sha2.slice(0, 10);
  const characters = [...line.trim()];
  const cut = characters.length > longest ? [...characters.slice(0, longest - 1), '…'] : characters;
  return `“${cut.join('')}”`;
}
