import { deflateSync } from 'node:zlib';
import {
  type AccessibilityResult,
  call,
  type DeepCompare,
  operations,
  type Policy,
  packImages,
} from '@twinlens/contract';
import { identifyPicture } from '@twinlens/image-diff';
import { eventually } from '@twinlens/testing';
import { databases } from '@twinlens/testing/databases';
import { lookAtNext, packName } from '@twinlens/visual-tests';
import { describe, expect, test, vi } from 'vitest';
import { inStrips } from './in-strips.ts';
import { addPerson, addTenant, startInstallation } from './installation.ts';
import { type Picture, picture, pngOf } from './picture.ts';
import { newItem, type TestClient } from './test-client.ts';
import { hashOf } from './test-worker.ts';
import { useWire } from './wire.ts';

/** A page with a button: grey levels of both, and blank rows below. */
interface Page {
  paper?: number;
  button?: number;
  /** Rows. */
  below?: number;
}

const width = 120;

function draw({ paper = 250, button = 60, below = 0 }: Page): Picture {
  const height = 80 + below;
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(1 + width * 4, 255);
    row[0] = 0;
    for (let x = 0; x < width; x++) {
      const isButton = y >= 20 && y < 60 && x >= 20 && x < 100;
      const level = isButton ? button : paper;
      row.fill(level, 1 + x * 4, 4 + x * 4);
    }
    return row;
  });
  const bytes = pngOf(width, height, deflateSync(Buffer.concat(rows)));
  return { bytes, hash: identifyPicture(bytes).pixelHash, width, height };
}

const timings = { renderMs: 1, waitMs: 2, screenshotMs: 3 };
const strict: Policy = { deepCompare: null, passes: [], rules: [] };
const slightly: DeepCompare = { compareThreshold: 0.002 };

describe.each(databases)('tolerances on $name', (database) => {
  const wire = useWire(database);

  /** Makes the report of a commit, of one capture. */
  async function record(client: TestClient, sha: string, shown: Record<string, Page>) {
    await client.report(sha, await client.request(newItem()));
    const { client: worker } = wire.worker();
    const { token } = await wire.worker().take();
    const drawn = Object.entries(shown).map(([component, page]) => ({
      component,
      picture: draw(page),
    }));
    const images = drawn.map(({ picture: { bytes } }) => inStrips(bytes));
    await call(worker, operations.uploadImages, { params: { token }, bytes: packImages(images) });
    await call(worker, operations.finishLease, {
      params: { token },
      body: {
        browser: 'none',
        snapshots: drawn.map(({ component, picture: { hash, width, height } }) => ({
          component,
          variant: 'default',
          image: { hash, width, height },
          ...timings,
        })),
        skipped: [],
        log: [],
      },
    });
  }

  const setPolicy = (client: TestClient, policy: Partial<Policy>) =>
    client.asPerson(operations.setPolicy, {
      params: { account: client.tenant.accountId, project: client.tenant.projectId },
      body: { ...strict, ...policy },
    });

  const compareAsync = (client: TestClient, deepCompare?: DeepCompare) =>
    client.call(operations.compareReports, {
      params: { sha1: 'a', sha2: 'b' },
      body: { isAsync: true, ...(deepCompare && { deepCompare }) },
    });

  /** Once the verdict is there. */
  const made = (client: TestClient) =>
    eventually('a verdict', async () => {
      const comparison = await client.comparison('a', 'b');
      return comparison.state !== 'pending' && comparison;
    });

  const changes = async (client: TestClient, kind: 'changed' | 'tolerated' | 'unchanged') => {
    const { id } = await client.comparison('a', 'b');
    const params = { account: client.tenant.accountId, comparison: id };
    return (await client.asPerson(operations.listChanges, { params, query: { kind } }))?.changes;
  };

  /** Once everything has been looked at. */
  const seen = (client: TestClient) =>
    eventually('all pairs seen', async () => {
      const listed = await changes(client, 'changed');
      const isSeen = listed?.every(({ difference: d }) => d?.class !== null || d.unseen !== null);
      return isSeen === true && (listed ?? false);
    });

  const before = { Faint: { button: 60 }, Plain: { button: 60 }, Same: {}, Taller: {} };
  const after = { Faint: { button: 65 }, Plain: { button: 160 }, Same: {}, Taller: { below: 30 } };

  async function recorded(): Promise<TestClient> {
    const client = await wire.client();
    await record(client, 'a', before);
    await record(client, 'b', after);
    return client;
  }

  test('without any, everything is a change at once, and what kind of change is said soon after', async () => {
    const client = await recorded();
    const job = await client.start('a', 'b');
    await compareAsync(client);
    expect(await client.comparison('a', 'b')).toMatchObject({
      state: 'needs-review',
      counts: { changed: 3, tolerated: 0, unchanged: 1 },
      policy: { deepCompare: null, passes: [], rules: 0 },
    });
    expect((await client.job(job?.id)).state).toBe('needs-review');
    const listed = await seen(client);
    expect(listed.map(({ component, difference }) => [component, difference?.class])).toEqual([
      ['Faint', 'subtle'],
      ['Plain', 'changed'],
      ['Taller', 'blank-bands'],
    ]);
    const [, plain, taller] = listed;
    const { id } = await client.comparison('a', 'b');
    const subtle = await client.asPerson(operations.listChanges, {
      params: { account: client.tenant.accountId, comparison: id },
      query: { kind: 'changed', class: 'subtle' },
    });
    expect(subtle).toMatchObject({ total: 1, changes: [{ component: 'Faint' }] });
    const params = (row: typeof plain) => ({
      account: client.tenant.accountId,
      comparison: id,
      beforeSnapshotId: row?.before?.snapshotId ?? 0,
      afterSnapshotId: row?.after?.snapshotId ?? 0,
    });
    const of = (row: typeof plain) =>
      client.asPerson(operations.getDifference, { params: params(row) });
    expect(await of(plain)).toMatchObject({
      class: 'changed',
      operations: [{ kind: 'changed', after: { x: 20, y: 20, width: 80, height: 40 } }],
    });
    expect(await of(taller)).toEqual({
      class: 'blank-bands',
      unseen: null,
      images: {
        highlight: expect.stringMatching(/\/highlight\.png$/),
        mask: expect.stringMatching(/\/mask\.png$/),
      },
      operations: [
        {
          kind: 'inserted',
          after: { x: 0, y: expect.any(Number), width, height: 30 },
          at: { x: 0, y: expect.any(Number) },
          content: null,
          byEdge: false,
        },
      ],
    });
  });

  test('of a run let pass what is within them, and say so', async () => {
    const client = await recorded();
    const job = await client.start('a', 'b');
    await compareAsync(client, slightly);
    expect(await made(client)).toMatchObject({
      state: 'needs-review',
      counts: { changed: 2, tolerated: 1, unchanged: 1 },
      policy: { deepCompare: { compareThreshold: 0.002, diffAlgorithm: 'color-delta' } },
    });
    expect(await changes(client, 'tolerated')).toMatchObject([
      {
        component: 'Faint',
        toleratedWhy: 'within 0.002',
        difference: { class: 'subtle', unseen: null },
      },
    ]);
    expect(await changes(client, 'unchanged')).toMatchObject([{ component: 'Same' }]);
    // Asked again with another one, it is made again.
    await compareAsync(client, { ...slightly, compareThreshold: 0.9, ignoreWhitespace: true });
    expect(await made(client)).toMatchObject({
      state: 'success',
      counts: { changed: 0, tolerated: 3, unchanged: 1 },
    });
    expect((await client.job(job?.id)).state).toBe('success');
  });

  test('are told to clients as no difference', async () => {
    const client = await recorded();
    const answer = await client.call(operations.compareReports, {
      params: { sha1: 'a', sha2: 'b' },
      body: { deepCompare: { ...slightly, ignoreWhitespace: true } },
    });
    expect(answer).toMatchObject({
      diffs: [[{ component: 'Plain' }, { component: 'Plain' }]],
      ignoredDiffs: [],
      equal: false,
      status: 'failure',
      summary: expect.stringContaining('1 changed, 0 added, 0 deleted, 1 unchanged, 0 ignored'),
    });
    const unchanged = answer && 'unchanged' in answer ? answer.unchanged : [];
    const names = unchanged.map(({ component }) => component);
    expect(names.toSorted()).toEqual(['Faint', 'Same', 'Taller']);
  });

  test('of a project hold where a run has none, and rules for single examples before both', async () => {
    const client = await recorded();
    const everything = { compareThreshold: 1, ignoreWhitespace: true };
    await setPolicy(client, {
      deepCompare: everything,
      rules: [
        {
          component: 'Plain',
          variant: null,
          target: 'chrome',
          deepCompare: { compareThreshold: 0 },
          passes: null,
        },
        // Of another target, and of less weight than the one above.
        { component: 'Plain', variant: null, target: null, deepCompare: everything, passes: null },
        { component: 'Faint', variant: 'other', target: null, deepCompare: slightly, passes: null },
      ],
    });
    await compareAsync(client);
    expect(await made(client)).toMatchObject({
      counts: { changed: 1, tolerated: 2 },
      policy: { deepCompare: everything, rules: 3 },
    });
    expect(await changes(client, 'changed')).toMatchObject([{ component: 'Plain' }]);
    await compareAsync(client, { compareThreshold: 0 });
    expect(await made(client)).toMatchObject({ counts: { changed: 3, tolerated: 0 } });
  });

  test('classes pass where the project says so, and what changed never does', async () => {
    const client = await recorded();
    await setPolicy(client, { passes: ['subtle', 'blank-bands'] });
    await compareAsync(client);
    expect(await made(client)).toMatchObject({ counts: { changed: 1, tolerated: 2 } });
    const listed = await changes(client, 'tolerated');
    expect(listed?.map(({ toleratedWhy }) => toleratedWhy)).toEqual([
      'subtle passes',
      'blank-bands passes',
    ]);
    await expect(setPolicy(client, { passes: ['changed' as 'subtle'] })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });

  test('tolerated pairs are not decided on, and are ignored when somebody reports them as flaky', async () => {
    const client = await recorded();
    await setPolicy(client, { passes: ['subtle'] });
    await compareAsync(client);
    const { id } = await made(client);
    await client.decide(id, 'rejected');
    const { server } = wire.installation();
    const ledger = await server.ctx.db
      .selectFrom('decision')
      .select('component')
      .where('comparison_id', '=', id)
      .orderBy('component')
      .execute();
    expect(ledger.map(({ component }) => component)).toEqual(['Plain', 'Taller']);
    const [row] = (await changes(client, 'tolerated')) ?? [];
    const pair = {
      beforeSnapshotId: row?.before?.snapshotId ?? 0,
      afterSnapshotId: row?.after?.snapshotId ?? 0,
    };
    const params = { account: client.tenant.accountId, comparison: id };
    const flaky = await client.asPerson(operations.reportFlake, { params, body: pair });
    expect(flaky).toMatchObject({ counts: { changed: 2, tolerated: 0, ignored: 1 } });
    const undone = await client.asPerson(operations.undoFlake, { params: { ...params, ...pair } });
    expect(undone).toMatchObject({ counts: { changed: 2, tolerated: 1, ignored: 0 } });
  });

  /** Damages a picture in the store. */
  async function lose(client: TestClient, pixelHash: string): Promise<void> {
    const { ctx } = wire.installation().server;
    const { accountId } = client.tenant;
    const { hash } = await ctx.db
      .selectFrom('image')
      .select('hash')
      .where('account_id', '=', accountId)
      .where('pixel_hash', '=', pixelHash)
      .executeTakeFirstOrThrow();
    await ctx.store.put(packName(accountId, hash), Buffer.from('something else'));
  }

  test('what cannot be looked at stays changed, and says why', async () => {
    const client = await wire.client();
    const { client: worker } = wire.worker();
    const capture = async (sha: string, text: string, broken: string) => {
      await client.report(sha, await client.request(newItem()));
      const lease = await wire.worker().take();
      const { token } = lease;
      const { bytes, hash } = picture(broken, 10, 10);
      const shown = draw({});
      const images = [inStrips(bytes), inStrips(shown.bytes)];
      await call(worker, operations.uploadImages, { params: { token }, bytes: packImages(images) });
      await lose(client, hash);
      const result: AccessibilityResult = { violations: [], aria: `- text: ${text}` };
      await wire.worker().uploadResult(lease, result, shown.hash);
      const common = { variant: 'default', ...timings };
      await call(worker, operations.finishLease, {
        params: { token },
        body: {
          browser: 'none',
          snapshots: [
            { component: 'Broken', image: { hash, width: 10, height: 10 }, ...common },
            {
              component: 'Tree',
              image: { hash: hashOf(result), width: null, height: null },
              ...common,
            },
          ],
          skipped: [],
          log: [],
        },
      });
    };
    await capture('a', 'one', 'red');
    await capture('b', 'other', 'blue');
    await compareAsync(client, { compareThreshold: 1 });
    expect(await made(client)).toMatchObject({ counts: { changed: 2, tolerated: 0 } });
    expect(await changes(client, 'changed')).toMatchObject([
      { component: 'Broken', difference: { class: null, unseen: 'this is not a pack' } },
      {
        component: 'Tree',
        difference: {
          class: null,
          unseen: 'results of accessibility targets are compared by what was found',
        },
      },
    ]);
  });

  test('no pair is looked at twice, whoever asks and however often', async () => {
    const client = await recorded();
    const { ctx } = wire.installation().server;
    const looked = vi.spyOn(ctx, 'lookAtPair');
    const everything = { compareThreshold: 1, ignoreWhitespace: true };
    const now = () =>
      client.call(operations.compareReports, {
        params: { sha1: 'a', sha2: 'b' },
        body: { deepCompare: everything },
      });
    await Promise.all([now(), now(), lookAtNext({ ctx }), lookAtNext({ ctx })]);
    await now();
    await record(client, 'c', after);
    await client.compare('a', 'c');
    await eventually('nothing to look at', async () => !(await lookAtNext({ ctx })));
    expect(looked).toHaveBeenCalledTimes(3);
    looked.mockRestore();
  });

  test('pairs another server is looking at keep no other comparison waiting', async () => {
    const client = await recorded();
    await record(client, 'c', { ...before, Plain: { button: 90 } });
    const { ctx } = wire.installation().server;
    const images = await ctx.db
      .selectFrom('snapshot')
      .select(['component', 'image_id'])
      .where('project_id', '=', client.tenant.projectId)
      .orderBy('id')
      .execute();
    const imagesOf = (component: string) =>
      images.filter((one) => one.component === component).map((one) => one.image_id);
    const [earlier = 0, later = 0] = imagesOf('Faint');
    await ctx.db
      .insertInto('diff')
      .values({
        before_image: earlier,
        after_image: later,
        claimed_until: new Date(ctx.now().getTime() + 60_000),
      })
      .execute();
    await compareAsync(client, slightly);
    await client.call(operations.compareReports, {
      params: { sha1: 'a', sha2: 'c' },
      body: { isAsync: true, deepCompare: slightly },
    });
    await eventually('the other verdict', async () => {
      const { state } = await client.comparison('a', 'c');
      return state === 'needs-review';
    });
    expect((await client.comparison('a', 'b')).state).toBe('pending');
    await wire.pass(61_000);
    expect(await made(client)).toMatchObject({ counts: { tolerated: 1, changed: 2 } });
  });

  test('a verdict takes up where a server that died left it', async () => {
    const client = await wire.client();
    const many = (button: number) =>
      Object.fromEntries(
        Array.from({ length: 60 }, (_, at) => [`Part ${at}`, { button: button + at, below: at }]),
      );
    await record(client, 'a', many(60));
    await record(client, 'b', many(61));
    const { ctx } = wire.installation().server;
    const lookAtPair = ctx.lookAtPair;
    const looked = vi.spyOn(ctx, 'lookAtPair').mockImplementation(async (pair) => {
      if (looked.mock.calls.length > 30) throw new Error('the server has died');
      return lookAtPair(pair);
    });
    await compareAsync(client, slightly);
    expect(await client.comparison('a', 'b')).toMatchObject({ state: 'pending' });
    await eventually('its end', async () => looked.mock.calls.length > 31);
    expect(await client.comparison('a', 'b')).toMatchObject({ state: 'pending' });
    const calls = looked.mock.calls.length;
    looked.mockImplementation(lookAtPair);
    // What it was looking at when it died is left to it for a while.
    await wire.pass(130_000);
    expect(await made(client)).toMatchObject({ state: 'success', counts: { tolerated: 60 } });
    expect(looked.mock.calls.length - calls).toBe(30);
    looked.mockRestore();
  });
});

test('only administrators say what passes, and only what can be meant', async () => {
  const installation = await startInstallation();
  try {
    const { ctx, url: origin } = installation.server;
    const admin = await addTenant(ctx, 'admin');
    const member = await addPerson(ctx, admin.accountId, 'member', 'member');
    const params = { account: admin.accountId, project: admin.projectId };
    const rule = { component: 'Plain', variant: null, target: null };
    const set = (headers: Record<string, string>, policy: Partial<Policy>) =>
      call({ origin, headers }, operations.setPolicy, { params, body: { ...strict, ...policy } });
    await expect(set(member.session, {})).rejects.toMatchObject({ code: 'forbidden' });
    const silent = { ...rule, deepCompare: null, passes: null };
    await expect(set(admin.session, { rules: [silent] })).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('rules/0'),
    });
    const spoken = { ...rule, deepCompare: null, passes: ['moved' as const] };
    await expect(set(admin.session, { rules: [spoken, spoken] })).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('rules/1'),
    });
    await set(admin.session, { deepCompare: slightly, passes: ['moved'], rules: [spoken] });
    const read = await call({ origin, headers: member.session }, operations.getPolicy, { params });
    expect(read).toEqual({
      project: { id: admin.projectId, name: 'default' },
      policy: { deepCompare: slightly, passes: ['moved'], rules: [spoken] },
    });
  } finally {
    await installation.close();
  }
});
