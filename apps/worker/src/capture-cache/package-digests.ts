import { createHash } from 'node:crypto';
import { type PackageFiles, pathsAsked } from '../network/package-site.ts';

export interface FileState {
  path: string;
  /** SHA-256 of its bytes; null where the package has no such file. */
  digest: string | null;
}

/** Digests of the files of one package, each computed when it is first asked for. */
export class PackageDigests {
  readonly #files: PackageFiles;
  readonly #digests = new Map<string, string>();

  constructor(files: PackageFiles) {
    this.#files = files;
  }

  of(path: string): string | null {
    const file = this.#files.get(path);
    if (!file) return null;
    const known = this.#digests.get(path);
    if (known !== undefined) return known;
    const digest = createHash('sha256').update(file).digest('hex');
    this.#digests.set(path, digest);
    return digest;
  }

  /** What a page finds out about the package by asking for an address of it. */
  foundAt(url: URL): FileState[] {
    return pathsAsked(this.#files, url).map((path) => ({ path, digest: this.of(path) }));
  }
}

const known = new WeakMap<PackageFiles, PackageDigests>();

/** The digests of a package, the same for everybody who has it. */
export function digestsOf(files: PackageFiles): PackageDigests {
  const digests = known.get(files) ?? new PackageDigests(files);
  known.set(files, digests);
  return digests;
}
