/** Compressed files of lines, each of which is one JSON value. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { TwinlensError } from '@twinlens/contract';
import type { Lines } from './manifest.ts';

export async function writeLines(
  folder: string,
  file: string,
  lines: AsyncIterable<string>,
): Promise<Lines> {
  const hash = createHash('sha256');
  let count = 0;
  async function* hashed() {
    for await (const line of lines) {
      const text = `${line}\n`;
      hash.update(text);
      count += 1;
      yield text;
    }
  }
  await pipeline(
    hashed,
    createGzip({ level: 4 }),
    createWriteStream(join(folder, file), { flags: 'wx', mode: 0o600, flush: true }),
  );
  return { file, lines: count, sha256: hash.digest('hex') };
}

/** Not those of `node:readline`, for which some characters that JSON leaves as they are end a line too. */
async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/**
 * The lines of such a file.
 * @throws TwinlensError `invalid_request`, at the end at the latest, where they are not those that were written
 */
export async function* readLines(folder: string, expected: Lines): AsyncIterable<string> {
  const path = join(folder, expected.file);
  const hash = createHash('sha256');
  let count = 0;
  try {
    const source = createReadStream(path);
    const text = createGunzip();
    const piped = pipeline(source, text);
    piped.catch(() => {});
    for await (const line of splitLines(text)) {
      hash.update(`${line}\n`);
      count += 1;
      yield line;
    }
    await piped;
  } catch (cause) {
    if (cause instanceof TwinlensError) throw cause;
    throw new TwinlensError('invalid_request', `${path} is damaged: ${(cause as Error).message}`, {
      cause,
    });
  }
  if (hash.digest('hex') !== expected.sha256 || count !== expected.lines) {
    throw new TwinlensError('invalid_request', `${path} is damaged: it is not what was written`);
  }
}
