import { imageKeyOf } from '../../account/image-key.ts';
import type { Context, LocatedBlock, LocatedPicture } from '../../context.ts';
import { packName } from '../../store/names.ts';
import { type OwnStrip, ownStrips, type PackHeader } from './pack-header.ts';
import { readPack } from './read-pack.ts';
import { rowKeyOf } from './row-key.ts';

interface OpenPack {
  header: PackHeader;
  strips: OwnStrip[];
  blockBytes: number[];
  blocks: LocatedBlock[];
  /** Number of its first block among those of all packs. */
  firstBlock: number;
}

/**
 * Where a stored picture is, or null for what does not lie in strips. Only headers of packs are read.
 * @param hash the image's public name
 */
export async function locateByName(
  ctx: Context,
  accountId: number,
  hash: string,
): Promise<LocatedPicture | null> {
  const pack = await readPack(ctx, accountId, hash);
  if (pack === null) return null;
  const blocks = await locateBlocks(ctx, accountId, hash, pack);
  return locatePicture(ctx, accountId, pack, blocks);
}

/**
 * Where the strips of a picture are, some of them in packs of other images.
 * @param ownBlocks the blocks of its own pack, which need not be stored yet
 */
export async function locatePicture(
  ctx: Context,
  accountId: number,
  header: PackHeader,
  ownBlocks: LocatedBlock[],
): Promise<LocatedPicture> {
  const own: OpenPack = { header, ...ownStrips(header), blocks: ownBlocks, firstBlock: 0 };
  const packs = new Map<string | null, OpenPack>([[null, own]]);
  let firstBlock = ownBlocks.length;
  for (const source of new Set(header.elsewhere.map((one) => one?.source ?? null))) {
    if (source === null) continue;
    const pack = await openPack(ctx, accountId, source, firstBlock);
    packs.set(source, pack);
    firstBlock += pack.blocks.length;
  }
  let next = 0;
  const found = header.elsewhere.map((one) => {
    const pack = packs.get(one?.source ?? null);
    const strip = pack?.strips[one?.place ?? next];
    if (one === null) next += 1;
    if (pack === undefined || strip === undefined) {
      throw new RangeError('a strip is not in the pack it is said to be in');
    }
    return { pack, strip };
  });
  return {
    manifest: header.manifest,
    places: found.map(({ pack, strip }) => ({
      block: pack.firstBlock + strip.block,
      start: strip.start,
    })),
    blockBytes: [...packs.values()].flatMap(({ blockBytes }) => blockBytes),
    blocks: [...packs.values()].flatMap(({ blocks }) => blocks),
    rows: rowsOf(header, found),
    key: rowKeyOf(await imageKeyOf(ctx, accountId)),
  };
}

async function openPack(
  ctx: Context,
  accountId: number,
  source: string,
  firstBlock: number,
): Promise<OpenPack> {
  const pack = await readPack(ctx, accountId, source);
  if (pack === null) throw new RangeError(`the store has lost the pack of image ${source}`);
  const blocks = await locateBlocks(ctx, accountId, source, pack);
  return { header: pack, ...ownStrips(pack), blocks, firstBlock };
}

async function locateBlocks(
  { store }: Context,
  accountId: number,
  hash: string,
  { blocks }: PackHeader,
): Promise<LocatedBlock[]> {
  const file = await store.fileOf(packName(accountId, hash));
  return blocks.map((_, block) => ({ file, block }));
}

/** Null where one of the packs has none, as small pictures do. */
function rowsOf(
  { manifest }: PackHeader,
  found: { pack: OpenPack; strip: OwnStrip }[],
): Uint32Array | null {
  const rows = new Uint32Array(manifest.height * 2);
  let next = 0;
  for (const [index, { pack, strip }] of found.entries()) {
    if (pack.header.rows === null) return null;
    const words = (manifest.strips[index]?.rows ?? 0) * 2;
    rows.set(pack.header.rows.subarray(strip.row * 2, strip.row * 2 + words), next);
    next += words;
  }
  return rows;
}
