/**
 * Reading and writing the container of TrueType fonts, as the OpenType specification has it ("The
 * OpenType Font File"): a directory of tables, which are found by tag.
 */
export type FontTables = Map<string, Buffer>;

const headerBytes = 12;
const recordBytes = 16;
const trueType = 0x00010000;

export function readFont(font: Buffer): FontTables {
  const tables: FontTables = new Map();
  for (let index = 0; index < font.readUInt16BE(4); index++) {
    const record = headerBytes + index * recordBytes;
    const offset = font.readUInt32BE(record + 8);
    const length = font.readUInt32BE(record + 12);
    const tag = font.toString('latin1', record, record + 4);
    tables.set(tag, font.subarray(offset, offset + length));
  }
  return tables;
}

/** The sum of the 32-bit numbers a table is made of, the last one filled up with zeros. */
function checksum(table: Buffer): number {
  let sum = 0;
  const whole = table.length & ~3;
  for (let at = 0; at < whole; at += 4) sum = (sum + table.readUInt32BE(at)) >>> 0;
  for (let at = whole; at < table.length; at++) {
    sum = (sum + table.readUInt8(at) * 2 ** (8 * (3 - (at & 3)))) >>> 0;
  }
  return sum;
}

export function writeFont(tables: FontTables): Buffer {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const directory = Buffer.alloc(headerBytes + sorted.length * recordBytes);
  const largest = 2 ** Math.floor(Math.log2(sorted.length));
  directory.writeUInt32BE(trueType, 0);
  directory.writeUInt16BE(sorted.length, 4);
  directory.writeUInt16BE(largest * recordBytes, 6);
  directory.writeUInt16BE(Math.log2(largest), 8);
  directory.writeUInt16BE((sorted.length - largest) * recordBytes, 10);
  const pieces: Buffer[] = [directory];
  let offset = directory.length;
  for (const [index, [tag, table]] of sorted.entries()) {
    const record = headerBytes + index * recordBytes;
    directory.write(tag, record, 'latin1');
    directory.writeUInt32BE(checksum(table), record + 4);
    directory.writeUInt32BE(offset, record + 8);
    directory.writeUInt32BE(table.length, record + 12);
    const padding = (4 - (table.length & 3)) & 3;
    pieces.push(table, Buffer.alloc(padding));
    offset += table.length + padding;
  }
  return Buffer.concat(pieces);
}

/** @throws Error when the font does not have the table. */
export function tableOf(tables: FontTables, tag: string): Buffer {
  const table = tables.get(tag);
  if (!table) throw new Error(`the font has no table ${tag}`);
  return table;
}
