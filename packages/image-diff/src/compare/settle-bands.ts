import type { Kernel } from '../kernel/kernel.ts';
import type { Picture } from '../picture/picture.ts';
import type { Region } from '../pixmap/region.ts';
import type {
  ChangedOperation,
  InsertedOperation,
  Operation,
  RemovedOperation,
} from './comparison.ts';
import { contentOf } from './content.ts';
import { judgePair } from './judge-pair.ts';
import { slideOf } from './slide-band.ts';

type Band = InsertedOperation | RemovedOperation;

/** Rows between a band and a change that may belong to it. */
const nearby = 32;

interface Pictures {
  before: Picture;
  after: Picture;
}

/**
 * Puts each band that only one picture has where a person would say it is. Rows are aligned where they
 * are exactly equal; where edges are smoothed otherwise at another height, the band lands beside its
 * place, with a change next to it. Where that change is gone once the band is on its other side, it is
 * put there; then it is slid to where something begins.
 */
export function settleBands(
  kernel: Kernel,
  pictures: Pictures,
  operations: Operation[],
): Operation[] {
  let settled = operations;
  for (const band of operations) {
    if (band.kind !== 'inserted' && band.kind !== 'removed') continue;
    const { replaced, by } = pastChanges(kernel, pictures, band, settled);
    settled = [...settled.filter((operation) => !replaced.has(operation)), ...by];
  }
  return settled;
}

const regionOf = (band: Band): Region => (band.kind === 'inserted' ? band.after : band.before);

/** What a band and the changes next to it are replaced by. */
function pastChanges(
  kernel: Kernel,
  pictures: Pictures,
  band: Band,
  operations: Operation[],
): { replaced: Set<Operation>; by: Operation[] } {
  const picture = band.kind === 'inserted' ? pictures.after : pictures.before;
  const { x, y, width, height } = regionOf(band);
  const inColumns = operations.filter((operation): operation is ChangedOperation => {
    if (operation.kind !== 'changed' || operation.class !== 'changed') return false;
    const region = operation[band.kind === 'inserted' ? 'after' : 'before'];
    return region.x >= x && region.x + region.width <= x + width;
  });
  const side = band.kind === 'inserted' ? 'after' : 'before';
  const above = inColumns.filter((one) => {
    const gap = y - one[side].y - one[side].height;
    return gap >= 0 && gap <= nearby;
  });
  const below = inColumns.filter((one) => {
    const gap = one[side].y - y - height;
    return gap >= 0 && gap <= nearby;
  });
  for (const [changes, up] of [
    [above, true],
    [below, false],
  ] as const) {
    if (changes.length === 0) continue;
    const rows = up
      ? y - Math.min(...changes.map((one) => one[side].y))
      : Math.max(...changes.map((one) => one[side].y + one[side].height)) - y - height;
    const slid = slideBy(band, up ? -rows : rows);
    const judged = judgePair(kernel, pictures, passed(band, rows, up));
    if (judged.some((operation) => operation.class === 'changed')) continue;
    return {
      replaced: new Set([band, ...changes]),
      by: [placed(kernel, picture, slid), ...judged],
    };
  }
  return { replaced: new Set([band]), by: [placed(kernel, picture, band)] };
}

/** The rows a band is carried past, with those that are then their counterpart. */
function passed(band: Band, rows: number, up: boolean): { before: Region; after: Region } {
  const { x, y, width, height } = regionOf(band);
  const own = { x, y: up ? y + height - rows : y, width, height: rows };
  const other = { x: band.at.x, y: up ? band.at.y - rows : band.at.y, width, height: rows };
  return band.kind === 'inserted' ? { before: other, after: own } : { before: own, after: other };
}

function slideBy(band: Band, rows: number): Band {
  const at = { ...band.at, y: band.at.y + rows };
  return band.kind === 'inserted'
    ? { ...band, after: { ...band.after, y: band.after.y + rows }, at }
    : { ...band, before: { ...band.before, y: band.before.y + rows }, at };
}

/** The band where something begins, and what is to be seen in it. */
function placed(kernel: Kernel, picture: Picture, band: Band): Band {
  const slid = slideBy(band, slideOf(kernel, picture, regionOf(band)));
  return { ...slid, content: contentOf(kernel, picture, regionOf(slid)) };
}
