import { deflateSync } from 'node:zlib';
import { type Browser, launchChromium } from '@twinlens/testing/browser';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePng, PngError, PngTooLargeError, pixelHash } from '../src/index.ts';
import { assemble, type Drawing, writePng } from './write-png.ts';

type Kind = Pick<Drawing, 'bitDepth' | 'colourType'>;

const kinds: (Kind & { name: string })[] = (
  [
    ['grey', 0, [1, 2, 4, 8, 16]],
    ['RGB', 2, [8, 16]],
    ['palette', 3, [1, 2, 4, 8]],
    ['grey and alpha', 4, [8, 16]],
    ['RGBA', 6, [8, 16]],
  ] as const
).flatMap(([name, colourType, depths]) =>
  depths.map((bitDepth) => ({ name: `${name} of ${bitDepth} bits`, colourType, bitDepth })),
);

const samplesOf = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;

/**
 * A drawing whose numbers come from `next`, which answers one below its argument.
 * @param opaqueOrClear no pixel is translucent, as a canvas keeps only those exactly
 */
function draw(
  { bitDepth, colourType }: Kind,
  size: { width: number; height: number; interlaced: boolean },
  next: (below: number) => number,
  opaqueOrClear: boolean,
): Drawing {
  const most = 2 ** bitDepth - 1;
  const alpha = (top: number) => (opaqueOrClear ? next(2) * top : next(top + 1));
  const hasAlpha = colourType === 4 || colourType === 6;
  const pixels = Array.from({ length: size.width * size.height }, () =>
    Array.from({ length: samplesOf[colourType] }, (_, index) =>
      hasAlpha && index === samplesOf[colourType] - 1 ? alpha(most) : next(most + 1),
    ),
  );
  const drawing: Drawing = { ...size, bitDepth, colourType, pixels };
  if (colourType === 3) {
    const withAlpha = next(most + 2);
    drawing.palette = Array.from({ length: most + 1 }, (_, index) => [
      ...[next(256), next(256), next(256)],
      ...(index < withAlpha ? [alpha(255)] : []),
    ]);
  } else if (!hasAlpha && next(3) > 0) {
    drawing.clear = pixels[next(pixels.length)] ?? [];
    // A neighbour that differs in the last bit only is not transparent.
    pixels.push(drawing.clear.map((sample) => sample ^ 1));
    pixels.splice(next(pixels.length - 1), 1);
  }
  return drawing;
}

function seenAs(drawing: Drawing): number[] {
  const { bitDepth, colourType, palette, clear } = drawing;
  const eight = (sample = 0) =>
    bitDepth === 16 ? Math.floor(sample / 256) : (sample * 255) / (2 ** bitDepth - 1);
  return drawing.pixels.flatMap((samples) => {
    if (palette) return [...(palette[samples[0] ?? 0] ?? []), 255].slice(0, 4);
    const [one, two, three, four] = samples;
    const opaque = clear !== undefined && String(samples) === String(clear) ? 0 : 255;
    if (colourType === 0) return [eight(one), eight(one), eight(one), opaque];
    if (colourType === 4) return [eight(one), eight(one), eight(one), eight(two)];
    return [eight(one), eight(two), eight(three), colourType === 2 ? opaque : eight(four)];
  });
}

const drawings = fc
  .record({
    kind: fc.constantFrom(...kinds),
    size: fc.record({
      width: fc.integer({ min: 1, max: 19 }),
      height: fc.integer({ min: 1, max: 19 }),
      interlaced: fc.boolean(),
    }),
    seed: fc.nat(),
  })
  .map(({ kind, size, seed }) => draw(kind, size, numbersFrom(seed), false));

/** The same numbers for the same seed. */
function numbersFrom(seed: number): (below: number) => number {
  let state = (seed % 2_147_483_646) + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

describe('a PNG of any kind', () => {
  it('has the pixels and the hash the same picture has in 8-bit RGBA', () => {
    fc.assert(
      fc.property(drawings, fc.nat(4), (drawing, filter) => {
        const { width, height } = drawing;
        const expected = seenAs(drawing);
        const decoded = decodePng(writePng(drawing, filter));
        expect(Array.from(decoded.rgba)).toEqual(expected);
        const plain = writePng({
          ...{ width, height, bitDepth: 8, colourType: 6, interlaced: false },
          pixels: drawing.pixels.map((_, index) => expected.slice(index * 4, index * 4 + 4)),
        });
        expect(pixelHash(decoded)).toBe(pixelHash(decodePng(plain)));
      }),
      { numRuns: 500 },
    );
  });

  it('answers damage with a PngError, whatever the damage', () => {
    fc.assert(
      fc.property(drawings, fc.nat(), fc.integer({ min: 1, max: 255 }), (drawing, seed, change) => {
        const bytes = writePng(drawing);
        const at = seed % bytes.length;
        const damaged = Buffer.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ change;
        expect(() => decodePng(damaged)).toThrow(PngError);
      }),
    );
  });

  it('needs no more memory with 16 bits a sample than is allowed with 8', () => {
    const pixels = deflateSync(Buffer.alloc(10 * (10 * 8 + 1)));
    const deep = assemble([16, 6, 0, 0, 0], 10, 10, pixels);
    expect(() => decodePng(deep, { maxPixels: 199 })).toThrow(PngTooLargeError);
    expect(() => decodePng(deep, { maxPixels: 199 })).toThrow('at most 99 such pixels');
    expect(decodePng(deep, { maxPixels: 200 }).rgba.length).toBe(400);
  });

  it.each<[what: string, header: number[], tables: [string, Buffer][]]>([
    ['a depth its colours do not have', [4, 2, 0, 0, 0], []],
    ['an unknown colour type', [8, 5, 0, 0, 0], []],
    ['an unknown interlacing', [8, 6, 0, 0, 2], []],
    ['no palette where one is needed', [8, 3, 0, 0, 0], []],
    ['an empty palette', [8, 3, 0, 0, 0], [['PLTE', Buffer.alloc(0)]]],
    ['part of a colour in its palette', [8, 3, 0, 0, 0], [['PLTE', Buffer.alloc(4)]]],
    ['too many colours in its palette', [8, 3, 0, 0, 0], [['PLTE', Buffer.alloc(257 * 3)]]],
    ['half a transparent grey', [8, 0, 0, 0, 0], [['tRNS', Buffer.alloc(1)]]],
    ['half a transparent colour', [8, 2, 0, 0, 0], [['tRNS', Buffer.alloc(3)]]],
    [
      'more alphas than colours',
      [8, 3, 0, 0, 0],
      [
        ['PLTE', Buffer.alloc(3)],
        ['tRNS', Buffer.alloc(2)],
      ],
    ],
    [
      'two palettes',
      [8, 3, 0, 0, 0],
      [
        ['PLTE', Buffer.alloc(3)],
        ['PLTE', Buffer.alloc(3)],
      ],
    ],
  ])('is refused with %s', (_what, header, tables) => {
    const png = assemble(header, 1, 1, deflateSync(Buffer.alloc(2)), tables);
    expect(() => decodePng(png)).toThrow(PngError);
  });
});

describe('Chromium shows the same pixels', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it('of every kind, interlaced and not, with every filter', async () => {
    const page = await browser.newPage();
    const show = (png: Buffer) =>
      page.evaluate(
        async (url) => {
          const image = new Image();
          image.src = url;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height);
          const context = canvas.getContext('2d');
          context?.drawImage(image, 0, 0);
          return Array.from(context?.getImageData(0, 0, image.width, image.height).data ?? []);
        },
        `data:image/png;base64,${png.toString('base64')}`,
      );
    for (const kind of kinds) {
      for (const interlaced of [false, true]) {
        for (const seed of [1, 2, 3]) {
          const size = { width: 13, height: 11, interlaced };
          const png = writePng(draw(kind, size, numbersFrom(seed), true), seed);
          // A canvas forgets the colour of what cannot be seen.
          const seen = decodePng(png).rgba.map((value, index, rgba) =>
            rgba[index | 3] === 0 ? 0 : value,
          );
          expect(await show(png), `${kind.name}, interlaced: ${interlaced}`).toEqual(
            Array.from(seen),
          );
        }
      }
    }
    const few = { palette: [[200, 10, 20]], pixels: [[0], [3]], bitDepth: 2 };
    const png = writePng({ ...few, width: 2, height: 1, colourType: 3, interlaced: false });
    expect(await show(png)).toEqual(Array.from(decodePng(png).rgba));
    await page.close();
  });
});
