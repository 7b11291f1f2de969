import { afterAll, beforeAll, expect, it } from 'vitest';
import { conventions } from './conventions.ts';
import { pictureOf, startTestWorker, type TestWorker } from './worker-fixture.ts';

let test: TestWorker;

beforeAll(async () => {
  test = await startTestWorker();
});
afterAll(() => test.stop());

it.each(conventions)('$name', async ({ work, size, pixels }) => {
  const look = pictureOf(test.server, await test.server.capture(work), 'v0');
  expect(look.size).toBe(size);
  expect(pixels.map(([x, y]) => look.at(x, y))).toEqual(pixels.map(([, , colour]) => colour));
});
