/** What differs between two regions of one size, and of which kind it is. */
import type { Kernel } from '../kernel/kernel.ts';
import type { Region } from '../pixmap/region.ts';
import type { ChangedOperation } from './comparison.ts';
import { describePair } from './describe-pair.ts';
import { DifferenceBits } from './difference-bits.ts';
import type { BandOptions, RegionPair, Sides } from './mark-bands.ts';
import { type Edges, type Kind, type TileTable, touching, union } from './tile-table.ts';

/** More operations than this of one pair help nobody. */
const mostOperations = 200;

/** Differing pixels of a tile from which it can be said that they have something in common. */
const enough = 24;
/** The same where nearly all of them changed by exactly the same. */
const enoughOfOne = 8;
/** Share of a tile's differing pixels with the same change, or the same direction. */
const sameChange = 0.6;
const nearlyAll = 0.9;
/** Mean change of brightness, in steps of 1 of 255, up to which it may be rounding or dithering. */
const mayBeRounding = 3;
/** Share of what lies between such pixels that has to differ as well, for it not to be. */
const dense = 0.75;

/**
 * Whether what differs faintly is there on purpose: one change of colour for most pixels, or all of them
 * brighter or all darker, as where text or a shadow gets another colour. Noise goes both ways; rounding
 * and dithering do not always, but leave most pixels as they were.
 */
function isCoherent(table: TileTable, tile: number): boolean {
  const count = table.unexplained(tile);
  if (count < enoughOfOne) return false;
  const common = table.common(tile);
  if (table.contrast(tile) / count <= mayBeRounding) {
    const { left, top, right, bottom } = table.edges(tile, 'faint');
    const area = (right - left) * (bottom - top);
    return count >= enough && common >= count * sameChange && count >= area * dense;
  }
  if (common >= count * nearlyAll) return true;
  if (count < enough) return false;
  const oneWay = Math.max(table.brighter(tile), table.darker(tile));
  return common >= count * sameChange || oneWay >= count * nearlyAll;
}

/**
 * Unexplained plain pixels for each pixel that is explained, up to which a group of tiles is all
 * noise: those that could be explained, as they lie between what is around them, and those that could not.
 */
const strayWithin = 0.34;
/** So many of the former are no more than a corner that is smoothed otherwise. */
const fewWithin = 2;
const strayBeyond = 0.05;
/** Of the latter in one tile, even then: what stands so close together is something. */
const mostBeyond = 12;

function isStray(table: TileTable, tiles: number[]): boolean {
  let explained = 0;
  let within = 0;
  let beyond = 0;
  let most = 0;
  for (const tile of tiles) {
    explained += table.pixels(tile, 'displaced');
    const ownWithin = table.plainWithin(tile);
    const ownBeyond = table.pixels(tile, 'plain') - ownWithin;
    within += ownWithin;
    beyond += ownBeyond;
    if (ownBeyond > most) most = ownBeyond;
  }
  return (
    within <= Math.max(fewWithin, explained * strayWithin) &&
    beyond <= explained * strayBeyond &&
    most <= mostBeyond
  );
}

/** Brighter and darker pixels may differ by this share of both, where a shaded shape is elsewhere. */
const mostUneven = 0.3;

/**
 * Whether what differs faintly are the shades of a shape whose edges are elsewhere: as much of it became
 * brighter as became darker.
 */
function isShaded(table: TileTable, tiles: number[]): boolean {
  const brighter = sumOf(tiles, table.brighter);
  const darker = sumOf(tiles, table.darker);
  const edges = sumOf(tiles, (tile) => table.pixels(tile, 'displaced'));
  const isEven = Math.abs(brighter - darker) <= (brighter + darker) * mostUneven;
  return edges > 0 && isEven;
}

/** Share of the tiles of a shape that is elsewhere, in which its shades may have something in common by chance. */
const chance = 0.1;

/** Whether much of what differs is explained by a displacement. */
function isDisplaced(table: TileTable, tiles: number[]): boolean {
  const displaced = sumOf(tiles, (tile) => table.pixels(tile, 'displaced'));
  return displaced * 3 >= sumOf(tiles, (tile) => table.differing(tile));
}

interface Judged {
  class: ChangedOperation['class'];
  edges: Edges;
  pixels: number;
}

/** @param see called with all rows of both while they are there; see BandOptions */
export function judgePair(
  kernel: Kernel,
  pictures: Sides,
  pair: RegionPair,
  see?: BandOptions['see'],
): ChangedOperation[] {
  const bits = pictures.bits && new DifferenceBits(pair);
  const table = describePair(kernel, pictures, pair, { ...(see && { see }), bits });
  const differing = new Uint8Array(table.count);
  for (let tile = 0; tile < table.count; tile++) {
    if (table.differing(tile) > 0) differing[tile] = 1;
  }
  const groups = touching(differing, table.columns);
  const work = { member: differing, real: new Uint8Array(table.count) };
  const operations = fewer(groups.flatMap((group) => judgeGroup(table, group, work))).map(
    ({ edges, pixels, class: found }): ChangedOperation => ({
      kind: 'changed',
      class: found,
      before: regionIn(pair.before, edges),
      after: regionIn(pair.after, edges),
      pixels,
    }),
  );
  for (const operation of operations) if (bits) pictures.bits?.keep(operation, bits);
  return operations;
}

function regionIn({ x, y }: Region, { left, top, right, bottom }: Edges): Region {
  return { x: x + left, y: y + top, width: right - left, height: bottom - top };
}

const sumOf = (tiles: number[], weigh: (tile: number) => number) =>
  tiles.reduce((sum, tile) => sum + weigh(tile), 0);

/** One byte a tile, all zero, to work with. */
interface Work {
  member: Uint8Array;
  real: Uint8Array;
}

function judgeGroup(table: TileTable, tiles: number[], { member, real }: Work): Judged[] {
  const stray = isStray(table, tiles);
  if (stray && isShaded(table, tiles)) return [judgeNoise(table, tiles)];
  let found = 0;
  for (const tile of tiles) {
    const isChanged = !stray && table.pixels(tile, 'plain') > 0;
    if (!isChanged && (table.pixels(tile, 'faint') === 0 || !isCoherent(table, tile))) continue;
    real[tile] = 1;
    found++;
  }
  const isChance = stray && isDisplaced(table, tiles) && found <= tiles.length * chance;
  if (found === 0 || isChance) {
    for (const tile of tiles) real[tile] = 0;
    return [judgeNoise(table, tiles)];
  }
  // At the rim of a change too little of a tile may differ for it to say anything by itself.
  const isWhole = (tile: number) => real[tile] === 1 || touches(table, tile, real);
  const rest: number[] = [];
  for (const tile of tiles) {
    if (isWhole(tile)) member[tile] = 1;
    else rest.push(tile);
  }
  const whole = touching(member, table.columns);
  for (const tile of tiles) real[tile] = 0;
  for (const tile of rest) member[tile] = 1;
  return [
    ...whole.map((parts) => judgeReal(table, parts, stray)),
    ...touching(member, table.columns).map((parts) => judgeNoise(table, parts)),
  ];
}

/** Whether a tile is next to one that is marked, corners included. */
function touches({ columns }: TileTable, tile: number, marked: Uint8Array): boolean {
  const column = tile % columns;
  const left = column === 0 ? 0 : -1;
  const right = column === columns - 1 ? 0 : 1;
  for (let row = tile - columns; row <= tile + columns; row += columns) {
    for (let step = left; step <= right; step++) if (marked[row + step] === 1) return true;
  }
  return false;
}

function judgeReal(table: TileTable, tiles: number[], stray: boolean): Judged {
  const isChanged = !stray && tiles.some((tile) => table.pixels(tile, 'plain') > 0);
  const pixels = sumOf(tiles, (tile) => table.unexplained(tile));
  return { class: isChanged ? 'changed' : 'subtle', edges: edgesOf(table, tiles), pixels };
}

/** Around everything that differs. */
function edgesOf(table: TileTable, tiles: number[]): Edges {
  let edges: Edges | undefined;
  for (const tile of tiles) {
    for (const kind of ['plain', 'faint', 'displaced'] satisfies Kind[]) {
      if (table.pixels(tile, kind) === 0) continue;
      const own = table.edges(tile, kind);
      edges = edges ? union(edges, own) : own;
    }
  }
  if (edges === undefined) throw new RangeError('a group of tiles without differences');
  return edges;
}

/** Mean change of brightness, in steps of 1 of 255, from which what was displaced can be a shape. */
const ofShape = 2.5;

function judgeNoise(table: TileTable, tiles: number[]): Judged {
  const pixels = sumOf(tiles, (tile) => table.differing(tile));
  const displaced = sumOf(tiles, (tile) => table.pixels(tile, 'displaced'));
  const visible = sumOf(
    tiles,
    (tile) => table.pixels(tile, 'plain') + table.plainlyDisplaced(tile),
  );
  const isShape =
    displaced * 2 >= pixels && sumOf(tiles, table.contrastDisplaced) >= displaced * ofShape;
  return {
    class: visible > 0 || isShape ? 'anti-alias' : 'imperceptible',
    edges: edgesOf(table, tiles),
    pixels,
  };
}

/** Of too many, those of one class become one. */
function fewer(judged: Judged[]): Judged[] {
  if (judged.length <= mostOperations) return judged;
  return [...Map.groupBy(judged, (one) => one.class).values()].map((group) => ({
    class: (group[0] as Judged).class,
    edges: group.map(({ edges }) => edges).reduce(union),
    pixels: sumOf([...group.keys()], (at) => (group[at] as Judged).pixels),
  }));
}
