/** Pictures in packs in a folder: the smallest store there can be, with the files of the real one's form. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import {
  compressAgain,
  defaultLimits,
  identifyPicture,
  type Picture,
  packStrips,
  pixelHashOf,
  readerOfPng,
  storedPicture,
} from '@twinlens/image-diff';
import {
  compressPack,
  type Elsewhere,
  headerBytes,
  keepsRows,
  ownStrips,
  type PackHeader,
  readHeader,
  writeHeader,
} from '@twinlens/visual-tests';

const key = new Uint8Array(32).fill(7);

/** As the store does: most headers are shorter. Bytes. */
const firstRead = 8192;

const nameOf = (pixelHash: string) => pixelHash.slice(0, 32);
const pathOf = (folder: string, name: string) => join(folder, `${name}.strips`);
const hex = (digest: Uint8Array) => Buffer.from(digest).toString('hex');

interface Pack {
  header: PackHeader;
  path: string;
  blocksFrom: number;
}

function readPart(path: string, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  const file = openSync(path, 'r');
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, length, offset));
  } finally {
    closeSync(file);
  }
}

function openPack(path: string): Pack {
  const start = readPart(path, 0, firstRead);
  const length = headerBytes(start);
  const header = readHeader(length <= start.length ? start : readPart(path, 0, length));
  return { header, path, blocksFrom: length };
}

/** Where the strips of a folder are, by digest; what the real store has a table for. */
const indexes = new Map<string, Map<string, Elsewhere>>();

function indexOf(folder: string): Map<string, Elsewhere> {
  const known = indexes.get(folder);
  if (known) return known;
  const index = new Map<string, Elsewhere>();
  indexes.set(folder, index);
  for (const file of readdirSync(folder)) {
    if (file.endsWith('.strips'))
      note(index, file.slice(0, -'.strips'.length), openPack(join(folder, file)).header);
  }
  return index;
}

function note(index: Map<string, Elsewhere>, source: string, header: PackHeader): void {
  for (const [place, strip] of ownStrips(header).strips.entries()) {
    const digest = hex(header.manifest.strips[strip.index]?.digest ?? new Uint8Array());
    if (!index.has(digest)) index.set(digest, { source, place });
  }
}

/** Cuts a PNG's pixels and writes a pack with those strips that are not there. @returns the pack's path */
export function ingestPng(file: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const png = readFileSync(file);
  const { manifest, pixelHash } = identifyPicture(png);
  if (manifest === undefined) throw new Error(`${file} is animated`);
  const name = nameOf(pixelHash);
  const path = pathOf(folder, name);
  if (existsSync(path)) return path;
  const index = indexOf(folder);
  const own: number[] = [];
  const places = new Map<string, number>();
  const elsewhere = manifest.strips.map(({ digest }, at): Elsewhere | null => {
    const text = hex(digest);
    const place = places.get(text);
    if (place !== undefined) return { source: null, place };
    const known = index.get(text);
    if (known) return known;
    places.set(text, own.length);
    own.push(at);
    return null;
  });
  const { blocks, rows } = packStrips(readerOfPng(png, defaultLimits), manifest, own, key);
  const header = {
    manifest,
    elsewhere,
    blocks: blocks.map(({ length }) => length),
    rows: keepsRows(manifest) ? rows : null,
  };
  writeFileSync(path, Buffer.concat([writeHeader(header), ...blocks]));
  note(index, name, header);
  return path;
}

/** Compresses all packs of a folder once more, as the server does when the machine is idle. */
export async function compressFolder(folder: string): Promise<void> {
  for (const file of readdirSync(folder)) {
    const path = join(folder, file);
    const smaller = await compressPack(readFileSync(path), async (block, length) =>
      compressAgain(block, length),
    );
    if (smaller) writeFileSync(path, smaller);
  }
}

export interface StoredForm {
  /** What it is named by: equal for equal pixels. */
  pixelHash: string;
  /** The picture itself; blocks are read when they are asked for. */
  open(): Picture;
}

/** Reads what a stored picture is, by its pack. */
export function openStored(path: string): StoredForm {
  const own = openPack(path);
  return { pixelHash: pixelHashOf(own.header.manifest), open: () => pictureIn(own) };
}

function pictureIn(own: Pack): Picture {
  const { path } = own;
  const { manifest, elsewhere } = own.header;
  const packs = new Map<string | null, Pack & ReturnType<typeof ownStrips> & { first: number }>();
  const blocks: { path: string; offset: number; length: number }[] = [];
  const add = (source: string | null, pack: Pack) => {
    packs.set(source, { ...pack, ...ownStrips(pack.header), first: blocks.length });
    let offset = pack.blocksFrom;
    for (const length of pack.header.blocks) {
      blocks.push({ path: pack.path, offset, length });
      offset += length;
    }
  };
  add(null, own);
  for (const one of elsewhere) {
    const source = one?.source ?? null;
    if (!packs.has(source)) add(source, openPack(pathOf(dirname(path), source ?? '')));
  }
  const rows = new Uint32Array(manifest.height * 2);
  let complete = true;
  let next = 0;
  let row = 0;
  const places = elsewhere.map((one, index) => {
    const pack = packs.get(one?.source ?? null);
    const strip = pack?.strips[one?.place ?? next];
    if (one === null) next += 1;
    if (!pack || !strip) throw new Error('a strip is missing');
    const count = manifest.strips[index]?.rows ?? 0;
    const known = pack.header.rows?.subarray(strip.row * 2, (strip.row + count) * 2);
    if (known) rows.set(known, row * 2);
    else complete = false;
    row += count;
    return { block: pack.first + strip.block, start: strip.start };
  });
  const blockBytes = [...packs.values()].flatMap((pack) => pack.blockBytes);
  const stored = { manifest, places, blockBytes, rows: complete ? rows : null, key };
  return storedPicture(stored, (block) => {
    const { path: file, offset, length } = blocks[block] as (typeof blocks)[number];
    return readPart(file, offset, length);
  });
}
