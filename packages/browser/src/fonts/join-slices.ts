import { type CharacterMap, readCharacterMap, writeCharacterMap } from './character-map.ts';
import { type FontTables, tableOf } from './sfnt.ts';
import { type LayoutTag, readSingles, type Values, writeSingles } from './single-lookups.ts';

/** Features that text has without asking for them, and that concern one glyph at a time. */
const features: Record<LayoutTag, readonly string[]> = { GSUB: ['vert'], GPOS: ['halt', 'vhal'] };

/** Tables that are alike in all slices of a font, whatever glyphs they have. */
const unchanged = 'BASE OS/2 STAT avar fvar gasp head hhea maxp name post prep vhea'.split(' ');

function glyphCount(slice: FontTables): number {
  return tableOf(slice, 'maxp').readUInt16BE(4);
}

/** The pieces of a table that a list of offsets divides; `short` offsets count in steps of two. */
function piecesOf(data: Buffer, offsets: Buffer, short: boolean): Buffer[] {
  const at = (index: number) =>
    short ? 2 * offsets.readUInt16BE(2 * index) : offsets.readUInt32BE(4 * index);
  const count = offsets.length / (short ? 2 : 4) - 1;
  return Array.from({ length: count }, (_, index) => data.subarray(at(index), at(index + 1)));
}

function outlinesOf(slice: FontTables): Buffer[] {
  const short = tableOf(slice, 'head').readInt16BE(50) === 0;
  const loca = tableOf(slice, 'loca');
  return piecesOf(tableOf(slice, 'glyf'), loca, short).map((outline) => {
    const composite = outline.length > 0 && outline.readInt16BE(0) < 0;
    if (composite) throw new Error('a glyph is made of others, whose numbers would change');
    return outline;
  });
}

/** How the outlines change with the weight: the table `gvar`. */
function variationsOf(slice: FontTables): { shared: Buffer; glyphs: Buffer[] } {
  const gvar = tableOf(slice, 'gvar');
  const axes = gvar.readUInt16BE(4);
  const sharedAt = gvar.readUInt32BE(8);
  const shared = gvar.subarray(sharedAt, sharedAt + 2 * axes * gvar.readUInt16BE(6));
  const short = (gvar.readUInt16BE(14) & 1) === 0;
  const offsets = gvar.subarray(20, 20 + (glyphCount(slice) + 1) * (short ? 2 : 4));
  const glyphs = piecesOf(gvar.subarray(gvar.readUInt32BE(16)), offsets, short);
  return { shared, glyphs };
}

/** Advance and bearing of every glyph; the advances end where the rest has the last one's. */
function metricsOf(slice: FontTables, header: 'hhea' | 'vhea', table: 'hmtx' | 'vmtx'): Buffer[] {
  const advances = tableOf(slice, header).readUInt16BE(34);
  const metrics = tableOf(slice, table);
  return Array.from({ length: glyphCount(slice) }, (_, glyph) => {
    if (glyph < advances) return metrics.subarray(4 * glyph, 4 * glyph + 4);
    const bearing = 4 * advances + 2 * (glyph - advances);
    return Buffer.concat([
      metrics.subarray(4 * advances - 4, 4 * advances - 2),
      metrics.subarray(bearing, bearing + 2),
    ]);
  });
}

/** Offsets of pieces that lie one behind the other, and where the last one ends; 32 bits each. */
function offsetsOf(pieces: Buffer[]): Buffer {
  const offsets = Buffer.alloc(4 * (pieces.length + 1));
  let end = 0;
  for (const [index, piece] of pieces.entries()) {
    end += piece.length;
    offsets.writeUInt32BE(end, 4 * (index + 1));
  }
  return offsets;
}

function withNumber(table: Buffer, offset: number, value: number): Buffer {
  const changed = Buffer.from(table);
  changed.writeUInt16BE(value, offset);
  return changed;
}

/** The table `maxp`: counts of glyphs, and of points and contours at most. */
function joinLimits(slices: FontTables[], glyphs: number): Buffer {
  const tables = slices.map((slice) => tableOf(slice, 'maxp'));
  const joined = Buffer.from(tables[0] as Buffer);
  for (let at = 6; at < joined.length; at += 2) {
    joined.writeUInt16BE(Math.max(...tables.map((table) => table.readUInt16BE(at))), at);
  }
  return withNumber(joined, 4, glyphs);
}

function joinVariations(slices: FontTables[]): Buffer {
  const parts = slices.map(variationsOf);
  const shared = parts[0]?.shared as Buffer;
  if (!parts.every((part) => part.shared.equals(shared))) {
    throw new Error('the slices do not vary alike: they are not of one font');
  }
  const glyphs = parts.flatMap((part) => part.glyphs);
  const offsets = offsetsOf(glyphs);
  const header = Buffer.from(tableOf(slices[0] as FontTables, 'gvar').subarray(0, 20));
  header.writeUInt32BE(20 + offsets.length, 8);
  header.writeUInt16BE(glyphs.length, 12);
  header.writeUInt16BE(1, 14);
  header.writeUInt32BE(20 + offsets.length + shared.length, 16);
  return Buffer.concat([header, offsets, shared, ...glyphs]);
}

function joinCharacters(slices: FontTables[], firstGlyphs: number[]): Buffer {
  const characters: CharacterMap = new Map();
  for (const [index, slice] of slices.entries()) {
    const first = firstGlyphs[index] as number;
    for (const [code, glyph] of readCharacterMap(tableOf(slice, 'cmap'))) {
      if (!characters.has(code)) characters.set(code, first + glyph);
    }
  }
  return writeCharacterMap(characters);
}

function joinLayout(slices: FontTables[], firstGlyphs: number[], tag: LayoutTag): Buffer {
  const joined = features[tag].map((feature) => {
    const rules = new Map<number, Values>();
    for (const [index, slice] of slices.entries()) {
      const first = firstGlyphs[index] as number;
      for (const [glyph, values] of readSingles(tag, tableOf(slice, tag), feature)) {
        const changed = tag === 'GSUB' ? values.map((other) => first + other) : values;
        rules.set(first + glyph, changed);
      }
    }
    return [feature, rules] as const;
  });
  return writeSingles(tag, new Map(joined));
}

/**
 * Makes one font of the slices it was cut into for the web, each with some of its characters. What
 * is lost: layout rules about more than one glyph, and variation sequences.
 * @param slices Parsed variable fonts with TrueType outlines; of a character that two of them have,
 * the first one's glyph is taken.
 * @throws Error when the slices are not of one font, or have what would have to be renumbered.
 */
export function joinSlices(slices: FontTables[]): FontTables {
  const [first] = slices;
  if (!first) throw new Error('there are no slices to join');
  const firstGlyphs: number[] = [];
  let glyphs = 0;
  for (const slice of slices) {
    firstGlyphs.push(glyphs);
    glyphs += glyphCount(slice);
  }
  const outlines = slices.flatMap(outlinesOf);
  const horizontal = slices.flatMap((slice) => metricsOf(slice, 'hhea', 'hmtx'));
  const vertical = slices.flatMap((slice) => metricsOf(slice, 'vhea', 'vmtx'));
  return new Map([
    ...unchanged.map((tag) => [tag, tableOf(first, tag)] as const),
    ['cmap', joinCharacters(slices, firstGlyphs)],
    ['glyf', Buffer.concat(outlines)],
    ['loca', offsetsOf(outlines)],
    ['gvar', joinVariations(slices)],
    ['hmtx', Buffer.concat(horizontal)],
    ['vmtx', Buffer.concat(vertical)],
    ['GSUB', joinLayout(slices, firstGlyphs, 'GSUB')],
    ['GPOS', joinLayout(slices, firstGlyphs, 'GPOS')],
    ['maxp', joinLimits(slices, glyphs)],
    // The count of glyphs, and that offsets have 32 bits.
    ['hhea', withNumber(tableOf(first, 'hhea'), 34, glyphs)],
    ['vhea', withNumber(tableOf(first, 'vhea'), 34, glyphs)],
    ['head', withNumber(tableOf(first, 'head'), 50, 1)],
  ]);
}
