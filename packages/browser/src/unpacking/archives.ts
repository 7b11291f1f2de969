import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar-stream';

export async function unpackFile(source: string, target: string): Promise<void> {
  const file = createWriteStream(target, { mode: 0o755 });
  await pipeline(createReadStream(source), createBrotliDecompress({ chunkSize: 1 << 20 }), file);
}

export async function unpackTar(source: string, folder: string): Promise<void> {
  const entries = extract();
  const reading = pipeline(createReadStream(source), createBrotliDecompress(), entries);
  for await (const entry of entries) {
    if (entry.header.type === 'file') {
      const target = join(folder, entry.header.name);
      await mkdir(join(target, '..'), { recursive: true });
      await pipeline(entry, createWriteStream(target, { mode: 0o755 }));
    } else {
      entry.resume();
    }
  }
  await reading;
}
