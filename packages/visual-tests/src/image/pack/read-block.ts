import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { StripError } from '@twinlens/image-diff';
import { blockTable, fixedBytes } from './pack-header.ts';

/**
 * Reads a block of a pack, for a thread that has no store. Packs are replaced by others of the same blocks
 * in fewer bytes: where the block begins is therefore said by the very file it is read from.
 * @param file path of the pack
 * @param block which of its blocks
 * @throws StripError where the pack is damaged
 */
export function readBlock(file: string, block: number): Buffer {
  const opened = openSync(file, 'r');
  const read = (offset: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length);
    const count = readSync(opened, bytes, 0, length, offset);
    if (count < length) throw new StripError('the pack is damaged: it ends too early');
    return bytes;
  };
  try {
    const table = blockTable(read(0, fixedBytes));
    const lengths = table.lengthsIn(read(table.offset, table.bytes));
    const end = lengths.reduce((sum, length) => sum + length, table.blocksFrom);
    const length = lengths[block];
    if (length === undefined || end !== fstatSync(opened).size) {
      throw new StripError('the pack is damaged: it does not end where it should');
    }
    const before = lengths.slice(0, block).reduce((sum, one) => sum + one, table.blocksFrom);
    return read(before, length);
  } finally {
    closeSync(opened);
  }
}
