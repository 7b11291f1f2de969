import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Region } from '../corpus/render/truth.ts';
import { unexplainedPixels } from '../corpus/render/unexplained.ts';
import { decodePng, type Pixmap } from '../src/index.ts';

const corpus = join(import.meta.dirname, '..', 'corpus');
const noise = ['identical', 'imperceptible', 'anti-alias'];
/** Nothing makes way for anything, so that every pixel that differs is in a region. */
const inPlace = ['subtle', 'changed', 'moved'];
const classes = [
  ...noise,
  'subtle',
  'changed',
  'moved',
  'inserted',
  'removed',
  'blank-bands',
] as const;
const pairs = classes.flatMap((kind) =>
  readdirSync(join(corpus, kind)).map((name) => ({ kind, name: `${kind}/${name}` })),
);
const fileOf = (name: string, file: string) => readFileSync(join(corpus, name, file));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A region names the sides it is on, which its kind says. */
const sidesOf: Record<string, string[] | undefined> = {
  changed: ['before', 'after'],
  moved: ['before', 'after'],
  inserted: ['after'],
  removed: ['before'],
};

/** What is wrong with a rectangle: it is to be of whole pixels, not empty, and within the picture. */
function problemOfPlace(place: unknown, picture: Pixmap): string | undefined {
  if (!isRecord(place)) return 'no rectangle';
  if (Object.keys(place).join() !== 'x,y,width,height') return `fields ${Object.keys(place)}`;
  const { x, y, width, height } = place as Record<string, number>;
  const numbers = [x, y, width, height].map(Number);
  if (!numbers.every(Number.isInteger)) return 'not whole pixels';
  const [left = 0, top = 0, across = 0, down = 0] = numbers;
  const inside =
    left >= 0 && top >= 0 && left + across <= picture.width && top + down <= picture.height;
  return inside && across > 0 && down > 0 ? undefined : `outside of the picture: ${numbers}`;
}

function problemsOfRegion(region: unknown, pictures: Record<string, Pixmap>): string[] {
  if (!isRecord(region)) return ['no region'];
  const sides = sidesOf[String(region.kind)];
  if (!sides) return [`kind ${region.kind}`];
  if (Object.keys(region).join() !== ['kind', ...sides].join()) {
    return [`${region.kind} with ${Object.keys(region)}`];
  }
  return sides.flatMap((side) => problemOfPlace(region[side], pictures[side] as Pixmap) ?? []);
}

/** What each class is about, of the kinds its regions have. */
const kindsOf: Record<string, string[]> = {
  identical: [],
  imperceptible: [],
  'anti-alias': [],
  subtle: ['changed'],
  changed: ['changed', 'moved'],
  moved: ['moved'],
  inserted: ['inserted'],
  removed: ['removed'],
  'blank-bands': ['inserted', 'removed'],
};

describe('the corpus of labelled pairs', () => {
  it('has no fewer than 120 pairs and nothing but its classes', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(120);
    const folders = readdirSync(corpus, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.map(({ name }) => name).sort()).toEqual([...classes, 'render'].sort());
  });

  it.each(pairs)('$name is whole, and its truth fits its pictures', ({ kind, name }) => {
    expect(readdirSync(join(corpus, name)).sort()).toEqual([
      'after.png',
      'before.png',
      'truth.json',
    ]);
    const before = decodePng(fileOf(name, 'before.png'));
    const after = decodePng(fileOf(name, 'after.png'));
    const truth: unknown = JSON.parse(fileOf(name, 'truth.json').toString());
    expect(truth).toEqual({
      description: expect.stringMatching(/^[A-Z0-9].+\.$/),
      layout: expect.stringMatching(/^(plain|columns)$/),
      renderer: expect.stringMatching(/^(chromium|firefox) [\w.]+$/),
      regions: expect.any(Array),
    });
    const { regions } = truth as { regions: Region[] };
    expect(regions.flatMap((region) => problemsOfRegion(region, { before, after }))).toEqual([]);
    const allowed = kindsOf[kind] ?? [];
    expect(regions.filter((region) => !allowed.includes(region.kind))).toEqual([]);
    expect(regions.length > 0).toBe(allowed.length > 0);

    const samePixels =
      before.width === after.width && Buffer.from(before.rgba).equals(Buffer.from(after.rgba));
    expect(samePixels).toBe(kind === 'identical');
    expect(fileOf(name, 'before.png').equals(fileOf(name, 'after.png'))).toBe(false);
    if (noise.includes(kind)) {
      expect([after.width, after.height]).toEqual([before.width, before.height]);
    }
    if (inPlace.includes(kind)) expect(unexplainedPixels(before, after, regions)).toBe(0);
    if (kind === 'blank-bands') {
      expect([after.width, after.height]).not.toEqual([before.width, before.height]);
    }
  });
});
