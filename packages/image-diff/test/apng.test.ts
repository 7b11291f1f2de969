import { crc32 } from 'node:zlib';
import { launchChromium } from '@twinlens/testing/browser';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  decodePng,
  encodePng,
  identifyPicture,
  PngError,
  PngTooLargeError,
  pixelHash,
  readApng,
  writeApng,
} from '../src/index.ts';

type Colour = [red: number, green: number, blue: number, alpha: number];
const red: Colour = [255, 0, 0, 255];
const blue: Colour = [0, 0, 255, 255];
const clear: Colour = [0, 0, 0, 0];

/** A PNG by another program. */
function png(width: number, height: number, colours: Colour | Colour[], colorType: 2 | 6 = 6) {
  const picture = new PNG({ width, height });
  const pixels = Array.isArray(colours[0]) ? (colours as Colour[]) : [colours as Colour];
  for (let index = 0; index < width * height; index++) {
    picture.data.set(pixels[index % pixels.length] ?? clear, index * 4);
  }
  return PNG.sync.write(picture, { colorType });
}

interface Shown {
  frames: { rgba: number[]; ms: number }[];
  /** As Chromium counts: how often it is repeated, without the first time. */
  repetitions: number;
}

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  page = await browser.newPage();
  // Pictures are decoded only where pages are secure, as this host's are.
  await page.route('http://localhost/', (route) => route.fulfill({ body: '<!doctype html>' }));
  await page.goto('http://localhost/');
});
afterAll(() => browser.close());

/** What Chromium shows of an animated PNG. */
async function shown(apng: Buffer): Promise<Shown> {
  return page.evaluate(async (base64) => {
    const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const decoder = new ImageDecoder({
      data,
      type: 'image/png',
      colorSpaceConversion: 'none',
    });
    await Promise.all([decoder.completed, decoder.tracks.ready]);
    const track = decoder.tracks.selectedTrack;
    const frames: Shown['frames'] = [];
    for (let frameIndex = 0; frameIndex < (track?.frameCount ?? 0); frameIndex++) {
      const { image } = await decoder.decode({ frameIndex });
      const rgba = new Uint8Array(image.displayWidth * image.displayHeight * 4);
      await image.copyTo(rgba, { format: 'RGBA' });
      frames.push({ rgba: [...rgba], ms: (image.duration ?? 0) / 1000 });
    }
    return { frames, repetitions: track?.repetitionCount ?? 0 };
  }, apng.toString('base64'));
}

const framesOf = (apng: Buffer) => {
  const animation = readApng(apng);
  if (!animation) throw new Error('not animated');
  return Array.from(animation.pictures(), ({ rgba }) => [...rgba]);
};

describe('an animated PNG we write', () => {
  const frames = [
    { png: png(3, 2, red), delayMs: 100 },
    { png: png(3, 2, blue), delayMs: 250 },
    { png: png(3, 2, blue), delayMs: 1 },
    { png: png(3, 2, [red, blue]), delayMs: 3000 },
  ];

  it('shows every frame for as long as it should, in Chromium and to us', async () => {
    const apng = writeApng({ frames, plays: 3 });
    const seen = await shown(apng);
    expect(seen.frames.map(({ rgba }) => rgba)).toEqual(
      frames.map((frame) => [...decodePng(frame.png).rgba]),
    );
    expect(seen.frames.map(({ ms }) => ms)).toEqual([100, 250, 1, 3000]);
    expect(seen.repetitions).toBe(2);
    expect(framesOf(apng)).toEqual(seen.frames.map(({ rgba }) => rgba));
    expect(identifyPicture(apng)).toMatchObject({
      width: 3,
      height: 2,
      animation: { frameCount: 4, durationMs: 3351 },
    });
  });

  it('plays for ever without a number of plays', async () => {
    const seen = await shown(writeApng({ frames, plays: 0 }));
    expect(seen.repetitions).toBe(Number.POSITIVE_INFINITY);
  });

  it('is the first frame to a program that knows no animations', () => {
    const first = PNG.sync.read(writeApng({ frames, plays: 0 }));
    expect([...first.data]).toEqual([...decodePng(png(3, 2, red)).rgba]);
  });

  it('holds frames with and without alpha', async () => {
    const mixed = [png(2, 2, red, 2), png(2, 2, clear), png(2, 2, blue, 2)];
    const apng = writeApng({ frames: mixed.map((one) => ({ png: one, delayMs: 40 })), plays: 0 });
    const expected = mixed.map((one) => [...decodePng(one).rgba]);
    expect(framesOf(apng)).toEqual(expected);
    expect((await shown(apng)).frames.map(({ rgba }) => rgba)).toEqual(expected);
  });

  it('keeps a delay of ten minutes', () => {
    const long = writeApng({ frames: [{ png: png(1, 1, red), delayMs: 600_000 }], plays: 0 });
    expect(identifyPicture(long).animation?.durationMs).toBe(600_000);
  });

  it('has one size', () => {
    const two = [png(2, 2, red), png(2, 3, red)].map((one) => ({ png: one, delayMs: 40 }));
    expect(() => writeApng({ frames: two, plays: 0 })).toThrow('one size');
    expect(() => writeApng({ frames: [], plays: 0 })).toThrow('needs a frame');
  });
});

interface Piece {
  size: [width: number, height: number];
  at: [left: number, top: number];
  colour: Colour | Colour[];
  disposal?: number;
  blending?: number;
  delay?: [numerator: number, denominator: number];
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const number = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  return Buffer.concat([number(content.length), body, number(crc32(body))]);
}

/** Content of the chunks of one type in a PNG of pngjs. */
function contentOf(file: Buffer, wanted: string): Buffer {
  const found: Buffer[] = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12) {
    const end = at + 8 + file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === wanted) found.push(file.subarray(at + 8, end));
  }
  return Buffer.concat(found);
}

/** An animated PNG of pieces, sharing nothing with what writes and reads them. */
function assemble(width: number, height: number, pieces: Piece[], hidden?: Colour): Buffer {
  const words = (...values: number[]) => {
    const bytes = Buffer.alloc(values.length * 4);
    for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
    return bytes;
  };
  const chunks = [
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', contentOf(png(width, height, red), 'IHDR')),
    chunk('acTL', words(pieces.length, 0)),
  ];
  if (hidden) chunks.push(chunk('IDAT', contentOf(png(width, height, hidden), 'IDAT')));
  let sequence = 0;
  for (const [index, piece] of pieces.entries()) {
    const { size, at, colour, disposal = 0, blending = 0, delay = [1, 10] } = piece;
    const tail = Buffer.alloc(6);
    tail.writeUInt16BE(delay[0], 0);
    tail.writeUInt16BE(delay[1], 2);
    tail.set([disposal, blending], 4);
    chunks.push(chunk('fcTL', Buffer.concat([words(sequence++, ...size, ...at), tail])));
    const data = contentOf(png(...size, colour), 'IDAT');
    if (index === 0 && !hidden) chunks.push(chunk('IDAT', data));
    else chunks.push(chunk('fdAT', Buffer.concat([words(sequence++), data])));
  }
  return Buffer.concat([...chunks, chunk('IEND', Buffer.alloc(0))]);
}

describe('an animated PNG others write', () => {
  it('shows what Chromium shows, however its frames are cut, disposed of and blended', async () => {
    const colour = fc.constantFrom<Colour>(red, blue, clear, [9, 99, 199, 255]);
    const piece = fc
      .record({ left: fc.nat(3), top: fc.nat(3), width: fc.nat(2), height: fc.nat(2) })
      .chain(({ left, top, width, height }) =>
        fc.record({
          size: fc.constant<[number, number]>([Math.min(4 - left, width + 1), height + 1]),
          at: fc.constant<[number, number]>([left, top]),
          colour: fc.array(colour, { minLength: 1, maxLength: 5 }),
          disposal: fc.nat(2),
          blending: fc.nat(1),
        }),
      );
    const whole = fc.record({
      size: fc.constant<[number, number]>([4, 6]),
      at: fc.constant<[number, number]>([0, 0]),
      colour: fc.array(colour, { minLength: 1, maxLength: 5 }),
      disposal: fc.nat(2),
    });
    await fc.assert(
      fc.asyncProperty(whole, fc.array(piece, { maxLength: 5 }), async (first, pieces) => {
        const apng = assemble(4, 6, [first, ...pieces]);
        expect(framesOf(apng)).toEqual((await shown(apng)).frames.map(({ rgba }) => rgba));
      }),
      { numRuns: 50 },
    );
  });

  it('blends what is half transparent', () => {
    const half: Colour = [255, 0, 0, 128];
    const apng = assemble(1, 1, [
      { size: [1, 1], at: [0, 0], colour: [0, 0, 255, 255] },
      { size: [1, 1], at: [0, 0], colour: half, blending: 1 },
    ]);
    expect(framesOf(apng)).toEqual([
      [0, 0, 255, 255],
      [128, 0, 127, 255],
    ]);
  });

  it('may hide a picture for other programs', () => {
    const pieces: Piece[] = [
      { size: [2, 2], at: [0, 0], colour: red },
      { size: [1, 1], at: [1, 1], colour: blue },
    ];
    const apng = assemble(2, 2, pieces, clear);
    expect(framesOf(apng)).toEqual(framesOf(assemble(2, 2, pieces)));
    expect([...PNG.sync.read(apng).data]).toEqual([...clear, ...clear, ...clear, ...clear]);
  });

  it('is answered with a PngError, whatever the damage', () => {
    const whole = assemble(3, 3, [
      { size: [3, 3], at: [0, 0], colour: red },
      { size: [2, 2], at: [1, 1], colour: blue, disposal: 2, blending: 1 },
    ]);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] ?? 0) ^ change;
        expect(() => identifyPicture(damaged)).toThrow(PngError);
        expect(() => identifyPicture(whole.subarray(0, at))).toThrow(PngError);
      }),
    );
  });

  it.each<[string, Piece[]]>([
    ['lies outside', [{ size: [2, 2], at: [2, 0], colour: red }]],
    ['is disposed of in no known way', [{ size: [3, 3], at: [0, 0], colour: red, disposal: 3 }]],
    ['is blended in no known way', [{ size: [3, 3], at: [0, 0], colour: red, blending: 2 }]],
  ])('is refused where a frame %s', (_what, pieces) => {
    expect(() => readApng(assemble(3, 3, pieces))).toThrow('do not fit together');
  });

  it('is refused where it has more pixels than allowed, before any is decompressed', () => {
    const pieces = Array.from({ length: 9 }, () => ({
      size: [1, 1] as [number, number],
      at: [0, 0] as [number, number],
      colour: red,
    }));
    const limits = { maxPixels: 10_000, maxTotalPixels: 80_000 };
    const many = assemble(100, 100, [{ ...pieces[0], size: [100, 100] } as Piece, ...pieces]);
    expect(() => identifyPicture(many, { limits })).toThrow(PngTooLargeError);
    const large = assemble(101, 100, [{ size: [101, 100], at: [0, 0], colour: red }]);
    expect(() => identifyPicture(large, { limits })).toThrow('101 x 100');
  });
});

describe('the name of an animation', () => {
  const frames = [png(2, 2, red), png(2, 2, blue)];
  const named = (pngs: Buffer[], delays: number[], plays = 0) =>
    identifyPicture(
      writeApng({ frames: pngs.map((one, at) => ({ png: one, delayMs: delays[at] ?? 0 })), plays }),
    ).pixelHash;

  it('is the same whatever the bytes', () => {
    const anew = frames.map((frame) => encodePng(decodePng(frame)));
    const opaque = [png(2, 2, red, 2), png(2, 2, blue, 2)];
    const name = named(frames, [100, 200]);
    expect(named(anew, [100, 200])).toBe(name);
    expect(named(opaque, [100, 200])).toBe(name);
    const pieces = assemble(2, 2, [
      { size: [2, 2], at: [0, 0], colour: red, delay: [1, 10], disposal: 1 },
      { size: [2, 2], at: [0, 0], colour: blue, delay: [20, 100], blending: 1 },
    ]);
    expect(identifyPicture(pieces).pixelHash).toBe(name);
  });

  it('does not depend on what does not count', () => {
    const marked = frames.map((frame, index) => {
      const { width, height, rgba } = decodePng(frame);
      rgba.set([index, 9, 9, 255], 4);
      return encodePng({ width, height, rgba });
    });
    const ignored = [{ x: 1, y: 0, width: 1, height: 1 }];
    const nameOf = (pngs: Buffer[]) =>
      identifyPicture(
        writeApng({ frames: pngs.map((one) => ({ png: one, delayMs: 50 })), plays: 0 }),
        { ignored },
      ).pixelHash;
    expect(nameOf(marked)).toBe(nameOf(frames));
    expect(nameOf(marked)).not.toBe(named(frames, [50, 50]));
  });

  it('is another for other pixels, order, delays, plays or size, and for a still', () => {
    const names = [
      named(frames, [100, 200]),
      named(frames, [200, 100]),
      named(frames, [100, 201]),
      named(frames, [100, 200], 1),
      named(frames.toReversed(), [100, 200]),
      named([png(2, 2, red), png(2, 2, clear)], [100, 200]),
      named([...frames, png(2, 2, blue)], [100, 200, 0]),
      named([png(4, 1, red), png(4, 1, blue)], [100, 200]),
      named([png(2, 2, red)], [100]),
      pixelHash(decodePng(png(2, 2, red))),
      pixelHash(decodePng(png(2, 2, blue))),
    ];
    expect(new Set(names).size).toBe(names.length);
  });
});

it('encodes the pixels it is given', () => {
  const picture = fc.record({ width: fc.integer({ min: 1, max: 9 }), rows: fc.nat(8) });
  fc.assert(
    fc.property(
      picture.chain(({ width, rows }) => pixelsOf(width, rows + 1)),
      (given) => {
        const read = PNG.sync.read(encodePng(given));
        expect([read.width, read.height]).toEqual([given.width, given.height]);
        expect([...read.data]).toEqual([...given.rgba]);
      },
    ),
  );
});

const pixelsOf = (width: number, height: number) =>
  fc
    .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
    .map((rgba) => ({ width, height, rgba }));
