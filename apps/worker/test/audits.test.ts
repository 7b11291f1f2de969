import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browsersOf } from './processes.ts';
import { captureAndRemember } from './remembered.ts';
import { type Audit, ServerDouble, type Work } from './server-double.ts';
import {
  packageWork,
  pageOf,
  recordedWork,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

let server: ServerDouble;
let worker: TestWorker;

/** Begins anew with a worker that renders this share of what it copies again. */
async function workWith(auditShare: number): Promise<void> {
  await worker.stop();
  worker = await startTestWorker({ server, auditShare });
}

beforeEach(async () => {
  server = new ServerDouble();
  server.remembers = true;
  await server.start();
  worker = await startTestWorker({ server });
});
afterEach(async () => {
  await worker.stop();
  await server.stop();
});

/** The next report of pictures that were rendered again. */
function nextAudit(): Promise<Audit> {
  return new Promise((resolve) => {
    server.onAudit = resolve;
  });
}

/** Puts another picture in the place of every remembered one. */
function forge(): void {
  const images = [...server.passes.values()].flat().flatMap(({ pictures }) => pictures);
  const [first, last] = [images[0]?.image, images.at(-1)?.image];
  if (!first || !last) throw new Error('nothing is remembered');
  for (const picture of images) picture.image = picture.image?.hash === first.hash ? last : first;
}

const names = ({ pictures }: Audit) => pictures.map(({ variant }) => variant);

const library = (): Work =>
  packageWork(pageOf(['first', 'second'].map((variant) => ({ variant, html: variant }))));

const documents = (): Work =>
  recordedWork(['first', 'second'].map((variant) => ({ variant, html: `<p>${variant}</p>` })));

describe.each([
  ['a package', library],
  ['recorded documents', documents],
])('copied pictures of %s', (_kind, work) => {
  it('are rendered again once the result is handed in, and left as they are when they are right', async () => {
    await captureAndRemember(server, work());
    await workWith(1);
    const audited = nextAudit();
    const { copied, result } = await captureAndRemember(server, work());
    expect(copied).toEqual(['first', 'second']);
    const { pictures } = await audited;
    expect(pictures.map(({ image }) => image)).toEqual(result.snapshots.map(({ image }) => image));
    expect(server.turnedOff).toEqual([]);
    await vi.waitUntil(async () => (await browsersOf(process.pid)).length === 0);
    expect((await captureAndRemember(server, work())).copied).toEqual(copied);
  });

  it('that turn out different are copied no more', async () => {
    const first = await captureAndRemember(server, work());
    forge();
    await workWith(1);
    const audited = nextAudit();
    const forged = await captureAndRemember(server, work());
    expect(forged.copied).toEqual(['first', 'second']);
    expect(names(await audited)).toEqual(['first', 'second']);
    expect(server.turnedOff.map(({ variant }) => variant)).toEqual(['first', 'second']);

    const after = await captureAndRemember(server, work());
    expect(after.rendered).toEqual(['first', 'second']);
    expect(after.log).toContain('the cache is turned off for 2');
    const images = ({ result }: typeof first) => result.snapshots.map(({ image }) => image);
    expect(images(after)).toEqual(images(first));

    // What is remembered is right again by then.
    server.turnedOff = [];
    await workWith(0);
    const again = await captureAndRemember(server, work());
    expect([again.copied, images(again)]).toEqual([['first', 'second'], images(first)]);
  });

  it('are not rendered again where nothing is to be', async () => {
    await captureAndRemember(server, work());
    await captureAndRemember(server, work());
    await workWith(0);
    expect((await captureAndRemember(server, work())).copied).toHaveLength(2);
    expect(await browsersOf(process.pid)).toEqual([]);
  });
});

it('an example that depends on what is in no key is found out, and the others are still copied', async () => {
  const work = () =>
    packageWork(
      pageOf([
        { variant: 'steady', html: 'steady' },
        { variant: 'random', code: 'root.textContent = crypto.randomUUID();' },
        { variant: 'also steady', html: 'also steady' },
      ]),
      { payload: { seededRandomness: false } },
    );
  await captureAndRemember(server, work());
  await workWith(1);
  const audited = nextAudit();
  expect((await captureAndRemember(server, work())).copied).toHaveLength(3);
  await audited;
  expect(server.turnedOff).toEqual([{ component: 'Example', variant: 'random' }]);
  const after = await captureAndRemember(server, work());
  expect(after.rendered).toEqual(['random']);
  expect(after.copied).toEqual(['steady', 'also steady']);
});

it('a worker that is told to stop does not wait for what it renders again', async () => {
  const { result } = await captureAndRemember(server, library());
  const [snapshot] = result.snapshots;
  const name = { component: 'Example', variant: 'endless' };
  const endless = packageWork(
    pageOf([{ ...name, code: 'await new Promise((resolve) => { window.keep = resolve; })' }]),
  );
  const picture = { ...name, files: 0, image: snapshot?.image ?? null, skipped: false };
  server.passes.get = (key) => [{ id: 1, key, files: [], pictures: [picture], complete: true }];
  await workWith(1);
  expect((await captureAndRemember(server, endless)).copied).toEqual(['endless']);
  await vi.waitUntil(async () => (await browsersOf(process.pid)).length > 0, { timeout: 20_000 });
  await worker.stop();
  expect(await browsersOf(process.pid)).toEqual([]);
  expect(server.turnedOff).toEqual([]);
});
