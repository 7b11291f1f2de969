import { readFile, writeFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** Length, type and checksum of the chunk every PNG ends with. */
const endLength = 12;

/**
 * Copies a PNG with a text in it, so that nothing that is kept by what is in a file knows the copy.
 * Its pixels are compressed as they were.
 */
export async function freshCopy(png: string, to: string, text: string): Promise<string> {
  const content = await readFile(png);
  const typed = Buffer.from(`tEXtComment\0${text}`, 'latin1');
  const chunk = Buffer.alloc(typed.length + 8);
  chunk.writeUInt32BE(typed.length - 4, 0);
  chunk.set(typed, 4);
  chunk.writeUInt32BE(crc32(typed), typed.length + 4);
  const end = content.length - endLength;
  await writeFile(to, Buffer.concat([content.subarray(0, end), chunk, content.subarray(end)]));
  return to;
}
