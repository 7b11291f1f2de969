import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { extract } from 'tar-stream';
import { badPackage, type PackageEntries } from './entries.ts';

/** Reads a tar compressed with zstd into `entries`. @throws TwinlensError */
export async function readTar(archive: Buffer, entries: PackageEntries): Promise<void> {
  const tar = extract();
  tar.on('entry', (header, content, next) => {
    // Fails with the archive, whose failure is the one reported.
    content.on('error', () => undefined);
    const keep = (): string | undefined => {
      entries.countEntry();
      if (header.type === 'directory') return undefined;
      if (header.type !== 'file' && header.type !== 'contiguous-file') {
        throw badPackage(`${JSON.stringify(header.name)} is a ${header.type}, not a file`);
      }
      return entries.announce(header.name, header.size ?? 0);
    };
    let name: string | undefined;
    try {
      name = keep();
    } catch (error) {
      tar.destroy(error as Error);
      return;
    }
    const chunks: Buffer[] = [];
    content.on('data', (chunk) => {
      if (name !== undefined) chunks.push(chunk as Buffer);
    });
    content.on('end', () => {
      if (name !== undefined) entries.files.set(name, Buffer.concat(chunks));
      next();
    });
  });
  // Counted as it is decompressed: headers and padding are bytes too.
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        entries.countBytes(chunk.length);
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
  await pipeline(Readable.from([archive]), createZstdDecompress(), counter, tar);
}
