import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changePrint, comparePictures, decodePng, type Pixmap, pictureOf } from '../src/index.ts';

const corpus = join(import.meta.dirname, '../corpus');
const read = (path: string) => decodePng(readFileSync(join(corpus, path)));

/** A page of one colour with things on it. */
class Page {
  readonly #width: number;
  readonly #pixels: Uint32Array;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#pixels = new Uint32Array(width * height).fill(0xffffffff);
  }

  rectangle(x: number, y: number, width: number, height: number, colour: number): this {
    for (let row = y; row < y + height; row++) {
      this.#pixels.fill(colour, row * this.#width + x, row * this.#width + x + width);
    }
    return this;
  }

  /** A part of a picture. */
  put(
    picture: Pixmap,
    from: { x: number; y: number; width: number; height: number },
    x: number,
    y: number,
  ) {
    const source = new Uint32Array(picture.rgba.slice().buffer);
    for (let row = 0; row < from.height; row++) {
      const start = (from.y + row) * picture.width + from.x;
      const part = source.subarray(start, start + from.width);
      this.#pixels.set(part, (y + row) * this.#width + x);
    }
    return this;
  }

  get pixmap(): Pixmap {
    const rgba = new Uint8Array(this.#pixels.slice().buffer);
    return { width: this.#width, height: this.#pixels.length / this.#width, rgba };
  }
}

function printOf(before: Pixmap, after: Pixmap): string | null {
  const pictures = { before: pictureOf(before), after: pictureOf(after) };
  return changePrint(pictures, comparePictures(pictures));
}

const blue = 0xffc2660a;
const red = 0xff2020d0;
const green = 0xff20a020;

test('a colour that became another one is the same change wherever, and however large, it is', () => {
  const print = printOf(
    new Page(300, 200).rectangle(20, 20, 80, 30, blue).pixmap,
    new Page(300, 200).rectangle(20, 20, 80, 30, red).pixmap,
  );
  const larger = (colour: number) =>
    new Page(500, 900).rectangle(33, 401, 210, 44, colour).rectangle(300, 40, 90, 31, colour)
      .pixmap;
  expect(print).toMatch(/^[0-9a-f]{16}$/);
  expect(printOf(larger(blue), larger(red))).toBe(print);
  expect(printOf(larger(blue), larger(green))).not.toBe(print);
});

test('a colour that became another one is named also among more noise than is kept', () => {
  const noisy = (colour: number, seed: number) => {
    const page = new Page(300, 300).rectangle(0, 0, 300, 240, colour);
    for (let y = 240; y < 300; y++) {
      for (let x = 0; x < 300; x++) {
        page.rectangle(x, y, 1, 1, (0xff000000 | ((y * 300 + x) * seed)) >>> 0);
      }
    }
    return page.pixmap;
  };
  const print = printOf(noisy(blue, 7_919), noisy(red, 104_729));
  expect(printOf(noisy(blue, 1_299_709), noisy(red, 15_485_863))).toBe(print);
  expect(printOf(noisy(blue, 7_919), noisy(green, 104_729))).not.toBe(print);
});

test('what was inserted is the same change in pages that are otherwise different', () => {
  const invoice = read('changed/price-separator/before.png');
  const words = { x: 30, y: 30, width: 160, height: 40 };
  const others = { x: 30, y: 90, width: 160, height: 40 };
  const print = (part: typeof words, width: number, height: number, y: number) =>
    printOf(
      new Page(width, height).rectangle(10, height - 40, 40, 20, blue).pixmap,
      new Page(width, height + 60)
        .rectangle(10, height + 20, 40, 20, blue)
        .put(invoice, part, 30, y).pixmap,
    );
  expect(print(words, 300, 200, 60)).toBe(print(words, 420, 500, 210));
  expect(print(words, 300, 200, 60)).not.toBe(print(others, 300, 200, 60));
});

test('one text changed to another is not what another text changed to', () => {
  const of = (name: string) =>
    printOf(read(`changed/${name}/before.png`), read(`changed/${name}/after.png`));
  const prints = [
    'submit-misspelt',
    'price-separator',
    'badge-count',
    'price-reduced',
    'code-renamed',
  ].map(of);
  expect(new Set(prints).size).toBe(prints.length);
});

test('noise has no name: there is nothing to decide', () => {
  const of = (name: string) => printOf(read(`${name}/before.png`), read(`${name}/after.png`));
  expect(of('anti-alias/glyphs-jitter-1px')).toBeNull();
  expect(of('identical/alpha-of-255')).toBeNull();
});
