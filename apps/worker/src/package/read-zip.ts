import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { type Entry, fromBuffer, type Options, type ZipFile } from 'yauzl';
import { badPackage, type PackageEntries } from './entries.ts';

const openZip = promisify<Buffer, Options, ZipFile>(fromBuffer);

/** Kind of file in the upper half of the external attributes, as Unix writes it; 0: not given. */
function unixKind(entry: Entry): number {
  return (entry.externalFileAttributes >>> 16) & 0o170000;
}

async function read(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const open = promisify<Entry, Readable>(zip.openReadStream.bind(zip));
  const chunks: Buffer[] = [];
  // The reader fails as soon as more arrives than the entry promised.
  for await (const chunk of await open(entry)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function add(zip: ZipFile, entry: Entry, entries: PackageEntries): Promise<void> {
  entries.countEntry();
  const kind = unixKind(entry);
  if (entry.fileName.endsWith('/')) return;
  if (kind !== 0 && kind !== 0o100000) {
    throw badPackage(`${JSON.stringify(entry.fileName)} is a link or a device, not a file`);
  }
  if (entry.isEncrypted()) throw badPackage(`${JSON.stringify(entry.fileName)} is encrypted`);
  const name = entries.announce(entry.fileName, entry.uncompressedSize);
  entries.countBytes(entry.uncompressedSize);
  entries.files.set(name, await read(zip, entry));
}

/** Reads a zip into `entries`. @throws TwinlensError */
export async function readZip(archive: Buffer, entries: PackageEntries): Promise<void> {
  const zip = await openZip(archive, {
    lazyEntries: true,
    strictFileNames: true,
    validateEntrySizes: true,
  }).catch((cause: Error) => {
    throw badPackage(cause.message, cause);
  });
  await new Promise<void>((resolve, reject) => {
    zip.on('error', (cause: Error) => reject(badPackage(cause.message, cause)));
    zip.on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      add(zip, entry, entries).then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  });
}
