import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import pixelmatch from 'pixelmatch';
import { expect, test } from 'vitest';
import { apartCounter, decodePng, type Pixmap } from '../src/index.ts';

const corpus = join(import.meta.dirname, '../corpus');

function byPixelmatch(before: Pixmap, after: Pixmap) {
  const count = (includeAA: boolean) =>
    pixelmatch(before.rgba, after.rgba, undefined, before.width, before.height, {
      threshold: 0.1,
      includeAA,
    });
  const different = count(false);
  return { different, antialiased: count(true) - different };
}

const isOpaque = ({ rgba }: Pixmap) => rgba.every((value, at) => at % 4 !== 3 || value === 255);

test('opaque pictures are counted as pixelmatch counts them', () => {
  for (const label of ['anti-alias', 'changed', 'subtle', 'imperceptible']) {
    for (const name of readdirSync(join(corpus, label))) {
      const [before, after] = ['before.png', 'after.png'].map((file) =>
        decodePng(readFileSync(join(corpus, label, name, file))),
      ) as [Pixmap, Pixmap];
      if (!isOpaque(before) || !isOpaque(after)) continue;
      expect({ name, ...apartCounter(before, after)(0.1) }).toEqual({
        name,
        ...byPixelmatch(before, after),
      });
    }
  }
});

test('so are pictures of nothing but noise', () => {
  const size = fc.integer({ min: 1, max: 30 });
  fc.assert(
    fc.property(size, size, fc.infiniteStream(fc.nat(255)), (width, height, stream) => {
      const noise = (): Pixmap => {
        const values = Uint8Array.from(stream.take(width * height * 4));
        const rgba = values.map((value, at) => (at % 4 === 3 ? 255 : value));
        return { width, height, rgba };
      };
      const before = noise();
      const after = noise();
      expect(apartCounter(before, after)(0.1)).toEqual(byPixelmatch(before, after));
    }),
  );
});

test('what cannot be counted in this way is refused', () => {
  const opaque = { width: 1, height: 1, rgba: Uint8Array.of(1, 2, 3, 255) };
  const translucent = { ...opaque, rgba: Uint8Array.of(1, 2, 3, 4) };
  expect(() => apartCounter(opaque, translucent)).toThrow('not opaque');
  expect(() =>
    apartCounter(opaque, { width: 2, height: 1, rgba: new Uint8Array(8).fill(255) }),
  ).toThrow('not the same size');
});
