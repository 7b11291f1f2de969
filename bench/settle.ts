/**
 * How long the last result of a large report takes: report and comparison are made within that call.
 * Run: `npx node bench/settle.ts [snapshots]`; on PostgreSQL with DATABASE_URL set to an empty database.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Context,
  createAsyncReport,
  createSnapRequests,
  defaultRules,
  finishLease,
  migrate,
  noteWorker,
  openDatabase,
  openFolderStore,
  requestComparison,
  takeLease,
  unobserved,
} from '@twinlens/visual-tests';

const count = Number(process.argv[2] ?? '10000');
const perRequest = 100;
/** One snapshot in this many shows another picture in the second report. */
const changedEvery = 100;

const folder = await mkdtemp(join(tmpdir(), 'twinlens-bench-'));
const url = process.env.DATABASE_URL;
const database = await openDatabase(url ? { url } : { folder: join(folder, 'database') });
await migrate(database.db);
const nothing = () => Promise.reject(new Error('nothing is uploaded here'));
const ctx: Context = {
  db: database.db,
  store: await openFolderStore(join(folder, 'store')),
  rules: defaultRules,
  now: () => new Date(),
  origin: 'http://localhost',
  installationKey: randomBytes(32),
  onWork: () => {},
  pixelWork: {
    readPixels: nothing,
    compressStrips: nothing,
    verifyStrips: nothing,
    compressAgain: nothing,
    hashWithoutAreas: nothing,
    encodePng: nothing,
    makeThumbnail: nothing,
    paintResult: nothing,
  },
  differsOnlyWhereUnstable: () => Promise.reject(new Error('nothing is captured twice here')),
  lookAtPair: () => Promise.reject(new Error('nothing is looked at here')),
  mail: null,
  engineVersion: 0,
  observer: unobserved,
};
const account = await ctx.db
  .insertInto('account')
  .values({ name: 'bench', image_key: randomBytes(32) })
  .returning('id')
  .executeTakeFirstOrThrow();
const caller = { accountId: account.id, key: 'bench', project: null, pullRequest: null };

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

async function addImages(texts: string[]): Promise<void> {
  for (let start = 0; start < texts.length; start += 1000) {
    const rows = texts.slice(start, start + 1000).map((text) => ({
      account_id: account.id,
      pixel_hash: hashOf(text),
      hash: hashOf(text).slice(0, 32),
      width: 800,
      height: 600,
      bytes: 10_000,
    }));
    await ctx.db.insertInto('image').values(rows).execute();
  }
}

/** Sends every capture of a commit; answers the milliseconds of the last result. */
async function record(sha: string, pictureOf: (index: number) => string): Promise<number> {
  const items = Array.from({ length: Math.ceil(count / perRequest) }, (_, index) => {
    const pages = [{ url: 'https://example.org/', title: `${sha} ${index}` }];
    const payloadString = JSON.stringify({ viewport: '800x600', pages });
    const payloadHash = createHash('md5').update(payloadString).digest('hex');
    return { type: 'browser-chrome', targetName: 'chrome', payloadString, payloadHash };
  });
  const results = await createSnapRequests({ ctx, caller, input: { items } });
  const requestIds = results.flatMap((result) => ('requestId' in result ? result.requestId : []));
  await createAsyncReport({ ctx, caller, input: { sha, requestIds } });
  let lastMs = 0;
  for (let chunk = 0; chunk < items.length; chunk += 1) {
    const worker = { name: 'bench', browser: 'none' };
    const types = ['browser-chrome' as const];
    const asking = { caller: { tokenId: null }, name: worker.name, types };
    const { id: workerId } = await noteWorker({ ctx, input: asking });
    const lease = await takeLease({ ctx, input: { workerId, worker, types } });
    if (lease === null) throw new Error('there is nothing to take');
    const size = Math.min(perRequest, count - chunk * perRequest);
    const snapshots = Array.from({ length: size }, (_, place) => {
      const index = chunk * perRequest + place;
      const image = { hash: hashOf(pictureOf(index)), width: 800, height: 600 };
      const component = `Component ${index}`;
      return { component, variant: 'default', image, renderMs: 1, waitMs: 1, screenshotMs: 1 };
    });
    const started = performance.now();
    await finishLease({
      ctx,
      input: { token: lease.token, browser: 'none', snapshots, skipped: [], log: [] },
    });
    lastMs = performance.now() - started;
  }
  return lastMs;
}

const indices = Array.from({ length: count }, (_, index) => index);
const changed = indices.filter((index) => index % changedEvery === 0);
await addImages([
  ...indices.map((index) => `before ${index}`),
  ...changed.map((index) => `after ${index}`),
]);
const first = await record('base', (index) => `before ${index}`);
console.log(`${count} snapshots, all new: the last result took ${first.toFixed(0)} ms`);
await requestComparison({ ctx, caller, input: { sha1: 'base', sha2: 'head' } });
const second = await record('head', (index) =>
  index % changedEvery === 0 ? `after ${index}` : `before ${index}`,
);
console.log(`1 in ${changedEvery} changed, compared: the last result took ${second.toFixed(0)} ms`);
await database.close();
await rm(folder, { recursive: true, force: true });
