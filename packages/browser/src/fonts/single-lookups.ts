/**
 * The layout rules of a font that concern one glyph at a time: `vert` puts another in its place in
 * vertical text (GSUB), `halt` and `vhal` take the empty half of a full-width mark away (GPOS). Read
 * from and written to what the OpenType specification calls lookups of type 1.
 */

/** What a rule does to a glyph: its replacement, or placement and advance in both directions. */
export type Values = readonly number[];

interface Format {
  /** How many values a glyph has. */
  size: number;
  /** The format numbers its subtables begin with, after the coverage. */
  valueFormat: number | undefined;
}

const formats = {
  GSUB: { size: 1, valueFormat: undefined },
  GPOS: { size: 4, valueFormat: 0b1111 },
} satisfies Record<string, Format>;

export type LayoutTag = keyof typeof formats;

const singleType = 1;

function numbersAt(table: Buffer, offset: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => table.readUInt16BE(offset + 2 * index));
}

function readCoverage(table: Buffer): number[] {
  const count = table.readUInt16BE(2);
  if (table.readUInt16BE(0) === 1) return numbersAt(table, 4, count);
  return Array.from({ length: count }, (_, index) => {
    const [first = 0, last = 0] = numbersAt(table, 4 + 6 * index, 2);
    return Array.from({ length: last - first + 1 }, (_, glyph) => first + glyph);
  }).flat();
}

/** The values of one glyph; those its value format leaves out are zero. */
function readPosition(table: Buffer, offset: number, valueFormat: number): Values {
  let at = offset;
  return [1, 2, 4, 8].map((bit) => {
    if (!(valueFormat & bit)) return 0;
    at += 2;
    return table.readInt16BE(at - 2);
  });
}

function readSubtable(tag: LayoutTag, table: Buffer): [number, Values][] {
  const [format, coverageOffset = 0, third = 0] = numbersAt(table, 0, 3);
  const glyphs = readCoverage(table.subarray(coverageOffset));
  if (tag === 'GSUB') {
    return glyphs.map((glyph, index) => [
      glyph,
      [format === 1 ? (glyph + third) & 0xffff : table.readUInt16BE(6 + 2 * index)],
    ]);
  }
  // Of variable fonts a value may have a table of changes; full-width marks have none.
  const bytes = 2 * third.toString(2).replaceAll('0', '').length;
  return glyphs.map((glyph, index) => {
    const offset = format === 1 ? 6 : 8 + bytes * index;
    return [glyph, readPosition(table, offset, third)];
  });
}

/** What the rules of one feature do, by glyph. Rules of other types are left out. */
export function readSingles(tag: LayoutTag, table: Buffer, feature: string): Map<number, Values> {
  const features = table.subarray(table.readUInt16BE(6));
  const lookups = table.subarray(table.readUInt16BE(8));
  const found = new Map<number, Values>();
  for (let index = 0; index < features.readUInt16BE(0); index++) {
    const record = 2 + 6 * index;
    if (features.toString('latin1', record, record + 4) !== feature) continue;
    const chosen = features.subarray(features.readUInt16BE(record + 4));
    for (const lookupIndex of numbersAt(chosen, 4, chosen.readUInt16BE(2))) {
      const lookup = lookups.subarray(lookups.readUInt16BE(2 + 2 * lookupIndex));
      if (lookup.readUInt16BE(0) !== singleType) continue;
      for (const offset of numbersAt(lookup, 6, lookup.readUInt16BE(4))) {
        for (const [glyph, values] of readSubtable(tag, lookup.subarray(offset))) {
          found.set(glyph, values);
        }
      }
    }
  }
  return found;
}

function numbers(...values: number[]): Buffer {
  const buffer = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) buffer.writeUInt16BE(value & 0xffff, 2 * index);
  return buffer;
}

function writeSubtable({ size, valueFormat }: Format, rules: Map<number, Values>): Buffer {
  const sorted = [...rules].sort(([a], [b]) => a - b);
  const head = valueFormat === undefined ? [] : [valueFormat];
  const coverageOffset = 6 + 2 * head.length + 2 * size * sorted.length;
  return Buffer.concat([
    numbers(2, coverageOffset, ...head, sorted.length),
    numbers(...sorted.flatMap(([, values]) => values)),
    numbers(1, sorted.length, ...sorted.map(([glyph]) => glyph)),
  ]);
}

/** A list as layout tables have them: a count, then tag and offset of each, then what they are. */
function taggedList(entries: { tag: string; body: Buffer }[]): Buffer {
  let offset = 2 + 6 * entries.length;
  const records = entries.map(({ tag, body }) => {
    const record = Buffer.concat([Buffer.from(tag, 'latin1'), numbers(offset)]);
    offset += body.length;
    return record;
  });
  return Buffer.concat([numbers(entries.length), ...records, ...entries.map(({ body }) => body)]);
}

/** A layout table with these features, in force for every script and language. */
export function writeSingles(tag: LayoutTag, features: Map<string, Map<number, Values>>): Buffer {
  const sorted = [...features].sort(([a], [b]) => (a < b ? -1 : 1));
  const indices = sorted.map((_, index) => index);
  const scripts = taggedList([
    { tag: 'DFLT', body: numbers(4, 0, 0, 0xffff, sorted.length, ...indices) },
  ]);
  const featureList = taggedList(
    sorted.map(([name], index) => ({ tag: name, body: numbers(0, 1, index) })),
  );
  const lookups = sorted.map(([, rules]) =>
    Buffer.concat([numbers(singleType, 0, 1, 8), writeSubtable(formats[tag], rules)]),
  );
  let offset = 2 + 2 * lookups.length;
  const offsets = lookups.map((lookup) => {
    offset += lookup.length;
    return offset - lookup.length;
  });
  const lookupList = Buffer.concat([numbers(lookups.length, ...offsets), ...lookups]);
  const featuresAt = 10 + scripts.length;
  return Buffer.concat([
    numbers(1, 0, 10, featuresAt, featuresAt + featureList.length),
    scripts,
    featureList,
    lookupList,
  ]);
}
