import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** A browser, or what drives it, is not installed. The message says how to get it. */
export class BrowserMissingError extends Error {
  override readonly name = 'BrowserMissingError';
}

/** What to look for, and what to say where it is not there. */
export interface Wanted {
  /** As people know it, such as `Firefox`. */
  name: string;
  /** Names on the path, or whole paths; the first that is there is taken. */
  candidates: readonly string[];
  /** Command that installs it on Debian. */
  install: string;
}

/** Whether there is a program that this user may start. */
export async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/**
 * Finds an installed program.
 * @param path Folders as in PATH.
 * @throws BrowserMissingError
 */
export async function findProgram(
  { name, candidates, install }: Wanted,
  path: string,
): Promise<string> {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  for (const candidate of candidates) {
    const places = isAbsolute(candidate)
      ? [candidate]
      : folders.map((folder) => join(folder, candidate));
    for (const place of places) if (await isExecutable(place)) return place;
  }
  throw new BrowserMissingError(
    `${name} is not installed (looked for ${candidates.join(', ')}). On Debian: ${install}`,
  );
}
