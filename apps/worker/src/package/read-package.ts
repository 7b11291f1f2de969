import { TwinlensError } from '@twinlens/contract';
import { badPackage, defaultPackageLimits, PackageEntries, type PackageLimits } from './entries.ts';
import { readTar } from './read-tar.ts';
import { readZip } from './read-zip.ts';

const zipMagic = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
/** A zip without entries has its directory only. */
const emptyZipMagic = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const zstdMagic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/**
 * Unpacks a package in memory: a zip, or a tar compressed with zstd, told apart by their first bytes.
 * @returns The files by path, without a leading slash.
 * @throws TwinlensError `invalid_request` when it is damaged, hostile or over the limits.
 */
export async function readPackage(
  archive: Buffer,
  limits: PackageLimits = defaultPackageLimits,
): Promise<Map<string, Buffer>> {
  const entries = new PackageEntries(archive.length, limits);
  const magic = archive.subarray(0, 4);
  try {
    if (magic.equals(zipMagic) || magic.equals(emptyZipMagic)) await readZip(archive, entries);
    else if (magic.equals(zstdMagic)) await readTar(archive, entries);
    else throw badPackage('it is neither a zip nor a tar compressed with zstd');
  } catch (error) {
    if (error instanceof TwinlensError) throw error;
    throw badPackage(error instanceof Error ? error.message : String(error), error);
  }
  return entries.files;
}
