import { BrowserMissingError, isExecutable } from './find-program.ts';

/** A browser that somebody else chose. */
export interface OwnProgram {
  /** Its whole path. */
  executable: string;
  /** After those that it is driven by. */
  arguments: readonly string[];
}

/** @throws BrowserMissingError where there is no such program */
export async function requireProgram({ executable }: OwnProgram): Promise<void> {
  if (await isExecutable(executable)) return;
  throw new BrowserMissingError(`${executable} is not there, or may not be executed`);
}
