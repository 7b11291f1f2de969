import type { PackageFiles } from '../network/package-site.ts';
import { readPackage } from './read-package.ts';

/** Bytes of unpacked packages that are kept for captures to come. */
const maxKeptBytes = 200_000_000;

interface Kept {
  files: PackageFiles;
  bytes: number;
}

/** How large a package is in memory. Bytes. */
export const bytesOf = (files: PackageFiles) =>
  files.values().reduce((sum, file) => sum + file.length, 0);

/**
 * The packages that were used last. The captures of one run share a package, for every target and
 * chunk, and come at once or one after the other.
 */
export class PackageShelf {
  /** By name, the one that was used last at the end. */
  readonly #kept = new Map<string, Kept>();
  readonly #arriving = new Map<string, Promise<PackageFiles>>();

  /**
   * A package, unpacked.
   * @param name Equal names are equal packages.
   * @param fetch Brings the archive, where it is not here.
   * @throws whatever `fetch` throws; TwinlensError where the archive cannot be read
   */
  async read(name: string, fetch: () => Promise<Buffer>): Promise<PackageFiles> {
    // Another capture may lose its lease on the way; then this one fetches for itself.
    const here =
      this.#kept.get(name)?.files ?? (await this.#arriving.get(name)?.catch(() => undefined));
    const files = here ?? (await this.#fetch(name, fetch));
    this.#keep(name, files);
    return files;
  }

  async #fetch(name: string, fetch: () => Promise<Buffer>): Promise<PackageFiles> {
    const arriving = fetch().then((archive) => readPackage(archive));
    this.#arriving.set(name, arriving);
    try {
      return await arriving;
    } finally {
      if (this.#arriving.get(name) === arriving) this.#arriving.delete(name);
    }
  }

  /** Puts those away that were not used the longest; captures that use them still have them. */
  #keep(name: string, files: PackageFiles): void {
    const bytes = this.#kept.get(name)?.bytes ?? bytesOf(files);
    this.#kept.delete(name);
    this.#kept.set(name, { files, bytes });
    let all = this.#kept.values().reduce((sum, kept) => sum + kept.bytes, 0);
    for (const [oldest, kept] of this.#kept) {
      if (all <= maxKeptBytes) break;
      this.#kept.delete(oldest);
      all -= kept.bytes;
    }
  }
}
