import type { Context } from '../../context.ts';
import { packName } from '../../store/names.ts';
import { headerBytes, type PackHeader, readHeader } from './pack-header.ts';

/** Headers of most pictures are shorter, so that one read is enough. */
const firstRead = 8192;

/** The header of an image's pack, or null where it has none. */
export async function readPack(
  { store }: Pick<Context, 'store'>,
  accountId: number,
  hash: string,
): Promise<PackHeader | null> {
  const name = packName(accountId, hash);
  const start = await store.read(name, 0, firstRead);
  if (start === null) return null;
  const length = headerBytes(start);
  const whole = length <= start.length ? start : await store.read(name, 0, length);
  if (whole === null) return null;
  return readHeader(whole);
}
