/** Which glyph of a font shows a code point: the table `cmap` of the OpenType specification. */
export type CharacterMap = Map<number, number>;

function readFormat4(table: Buffer, into: CharacterMap): void {
  const segments = table.readUInt16BE(6) / 2;
  const ends = 14;
  const starts = ends + 2 * segments + 2;
  const deltas = starts + 2 * segments;
  const offsets = deltas + 2 * segments;
  for (let segment = 0; segment < segments; segment++) {
    const start = table.readUInt16BE(starts + 2 * segment);
    const delta = table.readUInt16BE(deltas + 2 * segment);
    const offsetAt = offsets + 2 * segment;
    const offset = table.readUInt16BE(offsetAt);
    for (let code = start; code <= table.readUInt16BE(ends + 2 * segment); code++) {
      const found =
        offset === 0 ? code : table.readUInt16BE(offsetAt + offset + 2 * (code - start));
      const glyph = found === 0 ? 0 : (found + delta) & 0xffff;
      if (glyph !== 0) into.set(code, glyph);
    }
  }
}

function readFormat12(table: Buffer, into: CharacterMap): void {
  for (let group = 0; group < table.readUInt32BE(12); group++) {
    const at = 16 + 12 * group;
    const start = table.readUInt32BE(at);
    const first = table.readUInt32BE(at + 8);
    for (let code = start; code <= table.readUInt32BE(at + 4); code++) {
      into.set(code, first + code - start);
    }
  }
}

/** Reads the subtables of Unicode; those of variation sequences are left out. */
export function readCharacterMap(cmap: Buffer): CharacterMap {
  const map: CharacterMap = new Map();
  for (let index = 0; index < cmap.readUInt16BE(2); index++) {
    const subtable = cmap.subarray(cmap.readUInt32BE(4 + 8 * index + 4));
    const format = subtable.readUInt16BE(0);
    if (format === 4) readFormat4(subtable, map);
    if (format === 12) readFormat12(subtable, map);
  }
  return map;
}

/** A table with one subtable: format 12, for the whole of Unicode. */
export function writeCharacterMap(map: CharacterMap): Buffer {
  const groups: { start: number; end: number; glyph: number }[] = [];
  for (const [code, glyph] of [...map].sort(([a], [b]) => a - b)) {
    const last = groups.at(-1);
    if (last && code === last.end + 1 && glyph === last.glyph + code - last.start) last.end = code;
    else groups.push({ start: code, end: code, glyph });
  }
  const header = Buffer.alloc(28);
  header.writeUInt16BE(1, 2);
  // Windows, Unicode with all planes.
  header.writeUInt16BE(3, 4);
  header.writeUInt16BE(10, 6);
  header.writeUInt32BE(12, 8);
  header.writeUInt16BE(12, 12);
  header.writeUInt32BE(16 + 12 * groups.length, 16);
  header.writeUInt32BE(groups.length, 24);
  const body = Buffer.alloc(12 * groups.length);
  for (const [index, { start, end, glyph }] of groups.entries()) {
    body.writeUInt32BE(start, 12 * index);
    body.writeUInt32BE(end, 12 * index + 4);
    body.writeUInt32BE(glyph, 12 * index + 8);
  }
  return Buffer.concat([header, body]);
}
