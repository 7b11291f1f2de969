import { TwinlensError } from '@twinlens/contract';

/** What a package may hold; one that asks for more is refused while it is read. Sizes in bytes. */
export interface PackageLimits {
  maxEntries: number;
  maxFileBytes: number;
  maxTotalBytes: number;
  maxNameBytes: number;
  /** Times larger than its archive a package may be, once it is larger than `ratioFromBytes`. */
  maxRatio: number;
  ratioFromBytes: number;
}

export const defaultPackageLimits: PackageLimits = {
  maxEntries: 50_000,
  maxFileBytes: 100_000_000,
  maxTotalBytes: 500_000_000,
  maxNameBytes: 1024,
  maxRatio: 100,
  ratioFromBytes: 20_000_000,
};

/** The package cannot be used; worded for the person who built it. */
export function badPackage(reason: string, cause?: unknown): TwinlensError {
  return new TwinlensError('invalid_request', `The package cannot be read: ${reason}`, { cause });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
const forbiddenCharacters = /[\u0000-\u001f\u007f\\]/;

/** Whether a package may have a file of this name; in any other it is missing without a look. */
export function mayBeName(name: string, limits: PackageLimits = defaultPackageLimits): boolean {
  return Buffer.byteLength(name) <= limits.maxNameBytes && !forbiddenCharacters.test(name);
}

/** The name of an entry as a path below the root of the package, without a leading `./`. */
function cleanName(name: string, limits: PackageLimits): string {
  const shown = JSON.stringify(name.slice(0, 100));
  if (Buffer.byteLength(name) > limits.maxNameBytes)
    throw badPackage(`the name ${shown} is too long`);
  if (forbiddenCharacters.test(name))
    throw badPackage(`the name ${shown} has forbidden characters`);
  if (name.startsWith('/') || /^[a-z]:/i.test(name))
    throw badPackage(`the path ${shown} is absolute`);
  const parts = name.split('/').filter((part) => part !== '.' && part !== '');
  if (parts.includes('..')) throw badPackage(`the path ${shown} leads out of the package`);
  if (parts.length === 0) throw badPackage('an entry has no name');
  return parts.join('/');
}

/** Collects the files of one archive and refuses what goes over the limits. Nothing touches a disk. */
export class PackageEntries {
  readonly files = new Map<string, Buffer>();
  readonly limits: PackageLimits;
  readonly #archiveBytes: number;
  #entries = 0;
  #bytes = 0;

  constructor(archiveBytes: number, limits: PackageLimits) {
    this.#archiveBytes = archiveBytes;
    this.limits = limits;
  }

  /** Counts an entry of any kind. */
  countEntry(): void {
    this.#entries += 1;
    if (this.#entries > this.limits.maxEntries) {
      throw badPackage(`it has more than ${this.limits.maxEntries} entries`);
    }
  }

  /** Counts bytes before they are kept, from what an entry promises or from what arrives. */
  countBytes(bytes: number): void {
    this.#bytes += bytes;
    const { maxTotalBytes, maxRatio, ratioFromBytes } = this.limits;
    if (this.#bytes > maxTotalBytes)
      throw badPackage(`it unpacks to more than ${maxTotalBytes} bytes`);
    if (this.#bytes > ratioFromBytes && this.#bytes > this.#archiveBytes * maxRatio) {
      throw badPackage(`it unpacks to more than ${maxRatio} times its size`);
    }
  }

  /** Checks name and size of a file before it is read; answers the name to keep it under. */
  announce(name: string, bytes: number): string {
    const clean = cleanName(name, this.limits);
    if (this.files.has(clean)) throw badPackage(`it has ${JSON.stringify(clean)} twice`);
    if (bytes > this.limits.maxFileBytes) {
      throw badPackage(`${JSON.stringify(clean)} is larger than ${this.limits.maxFileBytes} bytes`);
    }
    return clean;
  }
}
