/**
 * Finds differences that come from drawing the same shape elsewhere by a pixel or less: what is left
 * of text drawn at another fraction of a pixel, of hinting, of another way to smooth edges. Each
 * differing pixel's surroundings are compared with those in the other picture, moved by quarters of a
 * pixel; where moving explains most of what differs, the pixel is marked.
 */
import { isExplained, mayBeDisplaced, searchTile, setUpDirections } from './displacement';
import { displaced, faint, plain, plainDisplaced, plainWithin, same } from './marks';
import {
  after,
  afterStride,
  before,
  beforeStride,
  height,
  mask,
  setPair,
  tileSize,
  width,
} from './pair';
import { allInk, faintInk, noInk, sameInk } from './same-ink';
import { beyondBits, edgeBits, lookAtFour, nearBits } from './surroundings';

/**
 * Marks differing pixels that a displacement explains as `displaced`.
 * @param mostLeft percents of the difference around a pixel that may be left unexplained
 * @param mostOff percents by which what became brighter and what became darker may differ
 * @returns how many were marked
 */
export function markDisplaced(
  beforePixels: usize,
  strideBefore: usize,
  afterPixels: usize,
  strideAfter: usize,
  pixelsAcross: i32,
  pixelsDown: i32,
  marks: usize,
  mostLeft: i32,
  mostOff: i32,
): u32 {
  setPair(
    beforePixels,
    strideBefore,
    afterPixels,
    strideAfter,
    pixelsAcross,
    pixelsDown,
    marks,
  );
  setUpDirections();
  let marked: u32 = 0;
  for (let top = 0; top < height; top += blockSize) {
    for (let left = 0; left < width; left += blockSize) marked += markBlock(left, top, mostLeft, mostOff);
  }
  return marked;
}

/** Pixels of the side of a block of tiles: once one of them is beyond explanation, none of them is asked for one. */
const blockSize: i32 = 2 * tileSize;

/** Of each tile of a block: pixels that may be displaced, and those that cannot be. */
const counts = memory.data(32);

function markBlock(left: i32, top: i32, mostLeft: i32, mostOff: i32): u32 {
  const right = min(left + blockSize, width);
  const bottom = min(top + blockSize, height);
  let count = counts;
  for (let y = top; y < bottom; y += tileSize) {
    for (let x = left; x < right; x += tileSize) {
      if (!findCandidates(x, y, count)) {
        takeBack(left, top, right, min(y + tileSize, bottom));
        return 0;
      }
      count += 8;
    }
  }
  let marked: u32 = 0;
  count = counts;
  for (let y = top; y < bottom; y += tileSize) {
    for (let x = left; x < right; x += tileSize) {
      const within = load<u32>(count);
      if (within > 0) marked += explainTile(x, y, within, load<u32>(count, 4), mostLeft, mostOff);
      count += 8;
    }
  }
  return marked;
}

/** Whether no pixel of a tile differs; of a narrow one, what is beside it is looked at as well. */
function isUntouched(left: i32, top: i32, bottom: i32): bool {
  let any: u64 = 0;
  for (let y = top; y < bottom; y++) any |= load<u64>(mask + <usize>(y * width + left));
  return any == 0;
}

/**
 * Finds the pixels of a tile that may be displaced.
 * @param out how many there are, and how many differ that cannot be
 * @returns whether few enough cannot be
 */
function findCandidates(left: i32, top: i32, out: usize): bool {
  store<u64>(out, 0);
  const right = min(left + tileSize, width);
  const bottom = min(top + tileSize, height);
  if (isUntouched(left, top, bottom)) return true;
  let within: u32 = 0;
  let outside: u32 = 0;
  const first = max(left, 1);
  const end = min(right, width - 1);
  for (let y = max(top, 1); y < min(bottom, height - 1); y++) {
    for (let x = first; x < end; x += 4) {
      const mark = mask + <usize>(y * width + x);
      const marked = load<u32>(mark);
      if (marked == 0) continue;
      const one = before + <usize>y * beforeStride + <usize>x * 4;
      const two = after + <usize>y * afterStride + <usize>x * 4;
      lookAtFour(two, one, beforeStride);
      const isBeyond = beyondBits;
      const isAtEdge = edgeBits;
      const isNear = nearBits;
      lookAtFour(one, two, afterStride);
      const far = isBeyond | beyondBits;
      const candidates = ~far & isAtEdge & edgeBits;
      const near = isNear & nearBits;
      for (let at = 0; at < min(4, end - x); at++) {
        if (((marked >> (at * 8)) & 0xff) == 0) continue;
        const bit: u32 = 1 << at;
        if ((far & bit) != 0) {
          outside++;
        } else if ((candidates & bit) != 0) {
          within++;
          const bits = (near & bit) != 0 ? candidateBit | nearBit : candidateBit;
          store<u8>(mark + at, load<u8>(mark + at) | bits);
        }
      }
      if (outside > mostBeyond) return false;
    }
  }
  store<u32>(out, within);
  store<u32>(out, outside, 4);
  return true;
}

/** @returns how many pixels were marked as displaced */
function explainTile(
  left: i32,
  top: i32,
  within: u32,
  outside: u32,
  mostLeft: i32,
  mostOff: i32,
): u32 {
  const right = min(left + tileSize, width);
  const bottom = min(top + tileSize, height);
  // Where most of a tile is out of reach of any displacement, the rest is part of the same change.
  const worthIt = within >= outside * 2;
  const ink = worthIt ? sameInk(left, top, mostOff) : noInk;
  const search =
    worthIt &&
    ink != allInk &&
    mayBeDisplaced(left, top, right, bottom) &&
    searchTile(left, top, right, bottom);
  let farLeft: u32 = 0;
  let marked: u32 = 0;
  for (let y = max(top, 1); y < min(bottom, height - 1); y++) {
    if (!hasCandidates(left, y)) continue;
    for (let x = max(left, 1); x < min(right, width - 1); x++) {
      const mark = mask + <usize>(y * width + x);
      const value = load<u8>(mark);
      if ((value & candidateBit) == 0) continue;
      const isPlain = (value & plain) == plain;
      if (ink == allInk || (search && isExplained(x, y, mostLeft))) {
        store<u8>(mark, isPlain ? plainDisplaced : displaced);
        marked++;
      } else if (isPlain && (value & nearBit) == 0) {
        store<u8>(mark, plainWithin);
        farLeft++;
      }
    }
  }
  // Where something is left that is far from what was there, what is near it are its edges.
  const isFaintInk = ink == faintInk && farLeft == 0;
  for (let y = max(top, 1); y < min(bottom, height - 1); y++) {
    if (!hasCandidates(left, y)) continue;
    for (let x = max(left, 1); x < min(right, width - 1); x++) {
      const mark = mask + <usize>(y * width + x);
      const value = load<u8>(mark);
      if ((value & candidateBit) == 0) continue;
      const isPlain = (value & plain) == plain;
      if (isFaintInk) {
        store<u8>(mark, isPlain ? plainDisplaced : displaced);
        marked++;
      } else {
        store<u8>(mark, isPlain ? plainWithin : faint);
      }
    }
  }
  return marked;
}

/** Pixels of a tile that no displacement can explain, from which on the others are part of the same change. */
const mostBeyond: u32 = 8;

/** Whether there are any in a row of a tile; of a narrow one, what is beside it is looked at as well. */
// @ts-ignore: decorator
@inline
function hasCandidates(left: i32, y: i32): bool {
  return (load<u64>(mask + <usize>(y * width + left)) & 0x8080808080808080) != 0;
}

/** Leaves tiles as they were. */
function takeBack(left: i32, top: i32, right: i32, bottom: i32): void {
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const mark = mask + <usize>(y * width + x);
      store<u8>(mark, load<u8>(mark) & ~(candidateBit | nearBit));
    }
  }
}

/** Set while a pixel waits to be explained. */
const candidateBit: u8 = 0x80;
/** Set as well where it is near what was there. */
const nearBit: u8 = 0x40;
