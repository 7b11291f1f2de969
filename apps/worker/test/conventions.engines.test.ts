import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Convention, conventions } from './conventions.ts';
import { typeOf } from './engine-types.ts';
import { gaps } from './gaps.ts';
import { pictureOf, startTestWorker, type TestWorker } from './worker-fixture.ts';

describe.each(inject('engines'))('%s', (engine) => {
  let test: TestWorker;
  beforeAll(async () => {
    test = await startTestWorker({ targets: [typeOf[engine]] });
  });
  afterAll(() => test.stop());

  async function hold({ work, size, pixels }: Convention): Promise<void> {
    const result = await test.server.capture({ ...work, type: typeOf[engine] });
    const look = pictureOf(test.server, result, 'v0');
    const colourAt = (x: number, y: number) =>
      look.alphaAt(x, y) === 0 ? 'transparent' : look.at(x, y);
    expect(look.size).toBe(size);
    expect(pixels.map(([x, y]) => colourAt(x, y))).toEqual(pixels.map(([, , colour]) => colour));
  }

  for (const convention of conventions) {
    // A gap that has been closed fails here: it is to leave the list.
    const check = convention.name in gaps[engine] ? it.fails : it;
    check(convention.name, () => hold(convention));
  }
});
