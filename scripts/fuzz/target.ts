import type { Random } from './random.ts';

/** Something that strangers' bytes are fed to. */
export interface Target {
  /** Bytes that are taken as they are, to begin with. */
  seeds(): Buffer[];
  /** One of the inputs, damaged; `other` is another one. */
  mutated(input: Buffer, other: Buffer, random: Random): Buffer;
  /**
   * Does with it what a program does.
   * @returns what is wrong with the answer; null where nothing is
   * @throws anything; `isClear` says whether that is an answer as well
   */
  feed(input: Buffer): string | null;
  isClear(error: unknown): boolean;
}
