import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { captureAndRemember } from './remembered.ts';
import { type Result, ServerDouble, type Work } from './server-double.ts';
import {
  type ExampleCode,
  packageWork,
  pageOf,
  recordedWork,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

/** A site that never says the same twice, as feeds and clocks do. */
let site: Server;
let origin: string;
let answers = 0;

let server: ServerDouble;
let worker: TestWorker;

beforeAll(async () => {
  site = createServer((request, response) => {
    answers += 1;
    const isPicture = request.url?.endsWith('.svg');
    response.writeHead(200, {
      'content-type': isPicture ? 'image/svg+xml' : 'text/html',
      'access-control-allow-origin': '*',
      'cache-control': 'no-store',
    });
    const square = `<rect width="${answers}" height="40" fill="red"/>`;
    const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="40">${square}</svg>`;
    response.end(isPicture ? picture : `<!doctype html><title>Live</title><p>${answers}</p>`);
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  const host = `site.localhost:${(site.address() as AddressInfo).port}`;
  origin = `http://${host}`;
  server = new ServerDouble();
  await server.start();
  worker = await startTestWorker({ server, allowedPrivateHosts: [host] });
});
afterAll(async () => {
  await worker.stop();
  await server.stop();
  site.closeAllConnections();
  site.close();
});
beforeEach(() => {
  server.differences = (asked) => asked;
  server.asked.length = 0;
  server.unknown.clear();
  server.remembers = false;
});

const live = (variant: string): ExampleCode => ({
  variant,
  html: '<p style="font: 20px sans-serif"></p>',
  code: `root.firstChild.textContent = await (await fetch('${origin}/now')).text();`,
});
const steady = (variant: string): ExampleCode => ({ variant, html: `<p>${variant}</p>` });

const variantsWith = ({ snapshots }: Result) =>
  snapshots.filter(({ again }) => again).map(({ variant }) => variant);
const logOf = ({ log }: Result) => log.map(({ text }) => text).join('\n');

const library = (...examples: ExampleCode[]): Work => packageWork(pageOf(examples));

describe('what looks different from what is known', () => {
  it('is captured again, and comes with both pictures where they differ', async () => {
    const result = await server.capture(
      library(steady('first'), live('clock'), steady('middle'), live('other'), steady('last')),
    );
    expect(result.snapshots).toHaveLength(5);
    expect(variantsWith(result)).toEqual(['clock', 'other']);
    const clock = result.snapshots.find(({ variant }) => variant === 'clock');
    expect(clock?.again?.hash).not.toBe(clock?.image.hash);
    expect(server.images.has(clock?.again?.hash ?? '')).toBe(true);
    expect(logOf(result)).toContain(
      'Unstable, as they differ from themselves: "Example, clock", "Example, other"',
    );
  });

  it('is all that is captured again of a package, in its place, and nothing after it is shown', async () => {
    const shown: string[] = [];
    const note = (variant: string): ExampleCode => ({
      variant,
      html: '<p></p>',
      code: `window.count = (window.count ?? 0) + 1;
        root.firstChild.textContent = '${variant} ' + window.count;
        await fetch('${origin}/shown/${variant}');`,
    });
    site.on('request', ({ url }) => shown.push(url?.split('/').at(-1) ?? ''));
    server.differences = (asked) => asked.filter(({ variant }) => variant === 'second');
    const skipped = { ...note('skipped'), item: { skipped: true } };
    const result = await server.capture(
      library(note('first'), skipped, note('second'), note('third')),
    );
    // It is the third example of its page both times, and says so.
    expect(variantsWith(result)).toEqual([]);
    expect(result.skipped).toEqual([{ component: 'Example', variant: 'skipped' }]);
    expect(shown.slice(4)).toEqual(['first', 'skipped', 'second']);
    expect(logOf(result)).toContain(
      '1 picture that looks different now was captured again: the same as the first time',
    );
  });

  it('is captured again where it is a page of the web', async () => {
    const pages = ['Home', 'Feed'].map((title) => ({ title, url: `${origin}/${title}` }));
    server.differences = (asked) => asked.filter(({ component }) => component === 'Feed');
    const before = answers;
    const { snapshots } = await server.capture({ payload: { viewport: '400x300', pages } });
    expect(snapshots.filter(({ again }) => again).map(({ component }) => component)).toEqual([
      'Feed',
    ]);
    expect(answers - before).toBe(3);
  });

  it('is captured again where it is a recorded document', async () => {
    const work = recordedWork([
      { variant: 'steady', html: '<p>steady</p>' },
      { variant: 'live', html: `<img src="${origin}/live.svg">` },
    ]);
    const result = await server.capture(work);
    expect(variantsWith(result)).toEqual(['live']);
  });

  it('is compared by what was found, of an accessibility target', async () => {
    const work: Work = {
      ...library(steady('first'), live('clock')),
      type: 'browser-accessibility',
    };
    const result = await server.capture(work);
    expect(variantsWith(result)).toEqual(['clock']);
    const again = result.snapshots.find(({ variant }) => variant === 'clock')?.again;
    expect(again).toMatchObject({ width: null, height: null });
    expect(server.results.has(again?.hash ?? '')).toBe(true);
  });

  it('is not remembered where it differs from itself', async () => {
    server.remembers = true;
    server.passes.clear();
    // Nothing of a network: the cache would have none of it anyway.
    const random = { variant: 'random', code: 'root.textContent = crypto.randomUUID();' };
    const work = () =>
      packageWork(pageOf([steady('first'), random, steady('last')]), {
        payload: { seededRandomness: false },
      });
    const first = await captureAndRemember(server, work());
    expect(variantsWith(first.result)).toEqual(['random']);
    const second = await captureAndRemember(server, work());
    expect([second.copied, second.rendered]).toEqual([['first', 'last'], ['random']]);
    // What was copied is not asked about.
    expect(server.asked.at(-1)?.map(({ variant }) => variant)).toEqual(['random']);
  });

  it('is captured again fifty times at most, and the log says that the rest was not', async () => {
    const many = Array.from({ length: 53 }, (_, index) => steady(`number ${index}`));
    const result = await server.capture(library(...many));
    expect(result.snapshots).toHaveLength(53);
    const log = logOf(result);
    expect(log).toContain('3 of 53 pictures that look different now are not captured again');
    expect(log).toContain('50 pictures that look different now were captured again');
  });
});

describe('the first pictures count', () => {
  it('where nothing looks different, without a browser for it', async () => {
    server.differences = undefined;
    const before = answers;
    const result = await server.capture(library(live('clock')));
    expect(variantsWith(result)).toEqual([]);
    expect([server.asked.length, answers - before]).toEqual([1, 1]);
  });

  it('where the server does not know the question', async () => {
    server.unknown.add('findDifferences');
    const result = await server.capture(library(live('clock')));
    expect(result.snapshots).toHaveLength(1);
    expect(logOf(result)).not.toContain('again');
  });

  it('where the package does not show the example a second time', async () => {
    const before = answers;
    const failing = {
      variant: 'only once',
      code: `const [, number] = (await (await fetch('${origin}/turn')).text()).match(/<p>(\\d+)/);
        if (Number(number) > ${before + 1}) throw new Error('not any more');
        root.textContent = 'shown';`,
    };
    const result = await server.capture(library(steady('first'), failing));
    expect(result.snapshots.map(({ variant }) => variant)).toEqual(['first', 'only once']);
    expect(variantsWith(result)).toEqual([]);
    expect(logOf(result)).toMatch(/When it was captured again: .* failed: .*not any more/);
  });
});
