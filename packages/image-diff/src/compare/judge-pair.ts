/** What differs between two regions of one size, and of which kind it is. */
import type { Kernel } from '../kernel/kernel.ts';
import type { Picture } from '../picture/picture.ts';
import type { Region } from '../pixmap/region.ts';
import type { ChangedOperation } from './comparison.ts';
import { touching, union } from './groups.ts';
import { describePair, type Edges, type RegionPair, type Tile } from './tiles.ts';

/** More operations than this of one pair help nobody. */
const mostOperations = 200;

/** Differing pixels of a tile from which it can be said that they have something in common. */
const enough = 24;
/** The same where nearly all of them changed by exactly the same. */
const enoughOfOne = 6;
/** Share of a tile's differing pixels with the same change, or the same direction. */
const sameChange = 0.6;
const nearlyAll = 0.9;
/** Mean change of brightness, in steps of 255, below which a direction may be chance. */
const leastContrast = 2;

/**
 * Whether faint differences are there on purpose: one change of colour for most pixels, or all of them
 * brighter or all darker, as where text or a shadow gets another colour. Noise goes both ways.
 */
function isCoherent({ faint, plain, common, brighter, darker, contrast }: Tile): boolean {
  const count = (faint?.count ?? 0) + (plain?.count ?? 0);
  if (count >= enough && common >= count * sameChange) return true;
  if (count >= enoughOfOne && common >= count * nearlyAll) return true;
  const oneWay = Math.max(brighter, darker);
  return count >= enough && oneWay >= count * nearlyAll && contrast >= leastContrast;
}

/** Unexplained pixels for each explained one, up to which a group is all noise. */
const strayShare = 0.06;
/** In one tile, even then: what stands so close together is something. */
const strayPixels = 6;

interface Judged {
  class: ChangedOperation['class'];
  edges: Edges;
  pixels: number;
}

export function judgePair(
  kernel: Kernel,
  pictures: { before: Picture; after: Picture },
  pair: RegionPair,
): ChangedOperation[] {
  const { columns, tiles } = describePair(kernel, pictures, pair);
  const judged = touching(tiles.keys(), columns).flatMap((group) =>
    judgeGroup(new Map(group.map((tile) => [tile, tiles.get(tile) as Tile])), columns),
  );
  return fewer(judged).map(({ edges, pixels, class: found }) => ({
    kind: 'changed',
    class: found,
    before: regionIn(pair.before, edges),
    after: regionIn(pair.after, edges),
    pixels,
  }));
}

function regionIn({ x, y }: Region, { left, top, right, bottom }: Edges): Region {
  return { x: x + left, y: y + top, width: right - left, height: bottom - top };
}

function judgeGroup(group: Map<number, Tile>, columns: number): Judged[] {
  const tiles = [...group.values()];
  const count = (kind: 'faint' | 'plain' | 'displaced') =>
    tiles.reduce((sum, tile) => sum + (tile[kind]?.count ?? 0), 0);
  const displaced = count('displaced');
  const isStray =
    count('plain') <= displaced * strayShare &&
    tiles.every(({ plain }) => (plain?.count ?? 0) <= strayPixels);
  const changed = isStray ? [] : [...group].filter(([, { plain }]) => plain !== null);
  const subtle = [...group].filter(([, tile]) => tile.faint !== null && isCoherent(tile));
  const real = new Map([...changed, ...subtle]);
  if (real.size === 0) return [judgeNoise(tiles, displaced, count('plain'))];
  return touching(real.keys(), columns).map((numbers) => {
    const parts = numbers.map((number) => real.get(number) as Tile);
    const isChanged = !isStray && parts.some(({ plain }) => plain !== null);
    const marked = parts.flatMap((tile) =>
      [tile.plain, isChanged && !isCoherent(tile) ? null : tile.faint].filter(
        (part) => part !== null,
      ),
    );
    return {
      class: isChanged ? 'changed' : 'subtle',
      edges: marked.map(({ edges }) => edges).reduce(union),
      pixels: marked.reduce((sum, part) => sum + part.count, 0),
    };
  });
}

function judgeNoise(tiles: Tile[], displaced: number, stray: number): Judged {
  const marked = tiles
    .flatMap(({ faint, plain, displaced: moved }) => [faint, plain, moved])
    .filter((part) => part !== null);
  return {
    class: displaced + stray > 0 ? 'anti-alias' : 'imperceptible',
    edges: marked.map(({ edges }) => edges).reduce(union),
    pixels: marked.reduce((sum, { count }) => sum + count, 0),
  };
}

/** Of too many, those of one class become one. */
function fewer(judged: Judged[]): Judged[] {
  if (judged.length <= mostOperations) return judged;
  return [...Map.groupBy(judged, (one) => one.class).values()].map((group) => ({
    class: (group[0] as Judged).class,
    edges: group.map(({ edges }) => edges).reduce(union),
    pixels: group.reduce((sum, { pixels }) => sum + pixels, 0),
  }));
}
