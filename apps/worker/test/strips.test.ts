/** Pictures are brought in strips, and of those the new ones only. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  packageWork,
  pageOf,
  pictureOf,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

let test: TestWorker;

beforeAll(async () => {
  test = await startTestWorker();
});
afterAll(() => test.stop());

/** A hundred lines of different colours. */
const lines = Array.from({ length: 100 }, (_, line) => {
  const colour = `hsl(${(line * 47) % 360} 80% ${30 + ((line * 13) % 50)}%)`;
  return `<div style="height:${11 + ((line * 7) % 9)}px;background:${colour}"></div>`;
});

const work = (...html: string[]) =>
  packageWork(pageOf([{ variant: 'lines', html: html.join('') }]));

const bar = '<div style="height:40px;background:#123456"></div>';

it('does not bring again what the server has when a page is shifted', async () => {
  const { server } = test;
  const first = await server.capture(work(...lines));
  const brought = server.stripsReceived;
  expect(brought).toBeGreaterThan(15);
  const shifted = await server.capture(work(bar, ...lines));
  expect(server.stripsReceived - brought).toBeLessThan(5);
  const inside = await server.capture(work(...lines.slice(0, 50), bar, ...lines.slice(50)));
  expect(server.stripsReceived - brought).toBeLessThan(10);
  const last = pictureOf(server, first, 'lines').at(5, 5);
  expect(pictureOf(server, shifted, 'lines').at(5, 45)).toBe(last);
  expect(pictureOf(server, shifted, 'lines').at(5, 5)).toBe('#123456');
  expect(pictureOf(server, inside, 'lines').at(5, 5)).toBe(last);
});

it('brings a strip once that several pictures of a batch have', async () => {
  const { server } = test;
  const { stripsReceived: brought, stripsNamed: named } = server;
  const half = lines.map((line) => line.replace('80%', '60%')).join('');
  const page = pageOf([
    { variant: 'one', html: half },
    { variant: 'two', html: bar + half },
    { variant: 'three', html: half + bar },
  ]);
  const result = await server.capture(packageWork(page));
  expect(server.stripsReceived - brought).toBeLessThan((server.stripsNamed - named) / 2);
  for (const variant of ['one', 'two', 'three']) {
    expect(pictureOf(server, result, variant).size).toMatch(/x\d{4}$/);
  }
});

it('brings pictures of which more have been read than are kept in memory', async () => {
  const { server } = test;
  const colours = ['#102030', '#203040', '#304050', '#405060', '#506070', '#607080', '#708090'];
  const page = pageOf(
    colours.map((colour) => ({
      variant: colour,
      html: `<div style="width:1000px;height:3800px;background:${colour}"></div>`,
    })),
  );
  const result = await server.capture(packageWork(page));
  for (const colour of colours) {
    const picture = pictureOf(server, result, colour);
    expect(picture.size).toBe('1000x3800');
    expect(picture.at(999, 3799)).toBe(colour);
  }
});
