/** Noise as renderers, encoders and graphics cards make it, put on pictures; the same in every run. */
import type { Pixmap } from '../../src/index.ts';
import type { Rectangle } from './measure.ts';

type Repaint = (picture: Pixmap) => Pixmap;

/** The generator `mulberry32` by Tommy Ettinger: numbers from 0 to below 1. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Changes the colour samples of some pixels, each by what `delta` says; alpha stays. */
function shiftSamples(
  { x, y, width, height }: Rectangle,
  delta: (x: number, y: number, channel: number) => number,
): Repaint {
  return (picture) => {
    const rgba = picture.rgba.slice();
    for (let row = y; row < y + height; row += 1) {
      for (let column = x; column < x + width; column += 1) {
        const at = (row * picture.width + column) * 4;
        for (let channel = 0; channel < 3; channel += 1) {
          const shifted = (rgba[at + channel] ?? 0) + delta(column, row, channel);
          rgba[at + channel] = Math.max(0, Math.min(255, shifted));
        }
      }
    }
    return { ...picture, rgba };
  };
}

/**
 * Up to `most` more or less in every sample, at random.
 * @param grey the same in all three samples of a pixel
 */
export function noise(seed: number, where: Rectangle, most: number, grey = false): Repaint {
  return (picture) => {
    const random = randomFrom(seed);
    let last = 0;
    return shiftSamples(where, (_x, _y, channel) => {
      if (!grey || channel === 0) last = Math.round((random() * 2 - 1) * most);
      return last;
    })(picture);
  };
}

/** Few pixels, `share` of all, off by 1 to `most`. */
export function specks(seed: number, where: Rectangle, share: number, most: number): Repaint {
  return (picture) => {
    const random = randomFrom(seed);
    let delta = 0;
    return shiftSamples(where, (_x, _y, channel) => {
      if (channel === 0) {
        const amount = 1 + Math.floor(random() * most);
        delta = random() < share ? amount * (random() < 0.5 ? -1 : 1) : 0;
      }
      return delta;
    })(picture);
  };
}

const bayer = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

/** Ordered dithering: one more or less by the place in a tile of 4 x 4, as where a gradient is drawn with more bits. */
export function dither(where: Rectangle): Repaint {
  return shiftSamples(where, (x, y) => {
    const level = bayer[(y & 3) * 4 + (x & 3)] ?? 0;
    if (level < 5) return -1;
    return level > 10 ? 1 : 0;
  });
}

/** Where colours are blended, as rounding another way leaves them: one off, at random, where a sample is neither 0 nor 255. */
export function rounding(seed: number, where: Rectangle, share: number): Repaint {
  return (picture) => {
    const random = randomFrom(seed);
    return shiftSamples(where, (x, y, channel) => {
      const sample = picture.rgba[(y * picture.width + x) * 4 + channel] ?? 0;
      const hit = random() < share;
      const up = random() < 0.5;
      if (!hit || sample === 0 || sample === 255) return 0;
      return up ? 1 : -1;
    })(picture);
  };
}

/** The alpha of translucent pixels one more or less, at random. */
export function alphaRounding(seed: number, share: number): Repaint {
  return (picture) => {
    const random = randomFrom(seed);
    const rgba = picture.rgba.slice();
    for (let at = 3; at < rgba.length; at += 4) {
      const alpha = rgba[at] ?? 0;
      const hit = random() < share;
      const up = random() < 0.5;
      if (hit && alpha > 1 && alpha < 254) rgba[at] = alpha + (up ? 1 : -1);
    }
    return { ...picture, rgba };
  };
}
