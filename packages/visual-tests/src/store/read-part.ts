import { type FileHandle, open } from 'node:fs/promises';

/** Some bytes of a file, fewer where it ends before; null where there is none. */
export async function readPart(
  path: string,
  offset: number,
  length: number,
): Promise<Uint8Array | null> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await file.read(bytes, 0, length, offset);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
