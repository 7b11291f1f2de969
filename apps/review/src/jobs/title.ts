import { shortSha } from '../ui/sha.tsx';

/** First line of the commit message; the commit itself where there is none. */
export function titleOf({ message, sha2 }: { message: string | null; sha2: string }): string {
  const line = message?.split('\n', 1)[0]?.trim();
  return line ? line : shortSha(sha2);
}
