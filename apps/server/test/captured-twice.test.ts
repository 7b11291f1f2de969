import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { type AccessibilityResult, call, operations, packImages } from '@twinlens/contract';
import { identifyPicture } from '@twinlens/image-diff';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { inStrips } from './in-strips.ts';
import { type Picture, pngOf } from './picture.ts';
import { newItem, type TestClient } from './test-client.ts';
import { hashOf, type Lease } from './test-worker.ts';
import { useWire } from './wire.ts';

/** A page with a clock in one corner and a button in another; texts are colours. */
interface Page {
  clock: string;
  button?: string;
  /** Pixels: more is below the button. */
  height?: number;
  width?: number;
}

const colourOf = (text: string) => createHash('sha256').update(text).digest().subarray(0, 3);

function draw({ clock, button = 'blue', height = 200, width = 160 }: Page): Picture {
  const inside = (x: number, y: number, left: number, top: number) =>
    x >= left && x < left + 40 && y >= top && y < top + 20;
  const rows = Array.from({ length: height }, (_, y) =>
    Buffer.concat([
      Buffer.from([0]),
      ...Array.from({ length: width }, (_, x) => {
        const text = inside(x, y, 8, 8) ? clock : inside(x, y, 100, 120) ? button : 'paper';
        return Buffer.concat([colourOf(text), Buffer.from([255])]);
      }),
    ]),
  );
  const bytes = pngOf(width, height, deflateSync(Buffer.concat(rows)));
  return { bytes, hash: identifyPicture(bytes).pixelHash, width, height };
}

const imageOf = ({ hash, width, height }: Picture) => ({ hash, width, height });
const timings = { renderMs: 1, waitMs: 2, screenshotMs: 3 };

/** What one capture showed: an example, and what it looked like the second time. */
interface Shown {
  component: string;
  page: Page;
  again?: Page;
}

const violations: AccessibilityResult['violations'] = [];
const found = (text: string): AccessibilityResult => ({ violations, aria: `- text: ${text}` });

describe.each(databases)('what is captured twice on $name', (database) => {
  const wire = useWire(database);

  async function lease(client: TestClient, target = 'chrome'): Promise<Lease> {
    await client.request(newItem(target));
    return wire.worker().take();
  }

  async function upload({ token }: Lease, pictures: Picture[]): Promise<void> {
    const images = pictures.map(({ bytes }) => inStrips(bytes));
    const input = { params: { token }, bytes: packImages(images) };
    await call(wire.worker().client, operations.uploadImages, input);
  }

  /** Makes the report of a commit, of one capture. */
  async function record(client: TestClient, sha: string, shown: Shown[]): Promise<void> {
    await client.report(sha, await client.request(newItem()));
    const { client: worker } = wire.worker();
    const taken = await wire.worker().take();
    const drawn = shown.map(({ component, page, again }) => ({
      component,
      picture: draw(page),
      second: again && draw(again),
    }));
    await upload(
      taken,
      drawn.flatMap(({ picture, second }) => [picture, second ?? []].flat()),
    );
    await call(worker, operations.finishLease, {
      params: { token: taken.token },
      body: {
        browser: 'none',
        snapshots: drawn.map(({ component, picture, second }) => ({
          component,
          variant: 'default',
          image: imageOf(picture),
          ...timings,
          ...(second && { again: imageOf(second) }),
        })),
        skipped: [],
        log: [],
      },
    });
  }

  /** Compares one example with its baseline, and answers what is said of it. */
  async function judge(before: Omit<Shown, 'component'>, after: Omit<Shown, 'component'>) {
    const client = await wire.client();
    await record(client, 'a', [{ component: 'Clock', ...before }]);
    await record(client, 'b', [{ component: 'Clock', ...after }]);
    await client.start('a', 'b');
    await client.compare('a', 'b');
    const { counts, state } = await client.comparison('a', 'b');
    const kinds = Object.entries(counts).flatMap(([kind, count]) => (count > 0 ? [kind] : []));
    return { kinds, state };
  }

  const changes = async (client: TestClient, kind: 'changed' | 'unstable' | 'ignored') => {
    const { id } = await client.comparison('a', 'b');
    const params = { account: client.tenant.accountId, comparison: id };
    const listed = await client.asPerson(operations.listChanges, { params, query: { kind } });
    return listed?.changes ?? [];
  };

  const unstable = { kinds: ['unstable'], state: 'success' };
  const changed = { kinds: ['changed'], state: 'needs-review' };

  test('is unstable where it differs only from itself, and needs no review', async () => {
    const client = await wire.client();
    await record(client, 'a', [
      { component: 'Clock', page: { clock: '10:00' } },
      { component: 'Steady', page: { clock: 'none' } },
    ]);
    await record(client, 'b', [
      { component: 'Clock', page: { clock: '10:05' }, again: { clock: '10:06' } },
      { component: 'Steady', page: { clock: 'none' } },
    ]);
    const job = await client.start('a', 'b');
    await client.compare('a', 'b');
    const comparison = await client.comparison('a', 'b');
    expect(comparison).toMatchObject({
      state: 'success',
      counts: { changed: 0, unstable: 1, unchanged: 1, ignored: 0 },
    });
    expect((await client.job(job?.id)).state).toBe('success');
    expect(await changes(client, 'changed')).toEqual([]);
    const [row] = await changes(client, 'unstable');
    expect(row).toMatchObject({ component: 'Clock', before: {}, after: { again: {} } });
    const urls = [row?.before?.image.url, row?.after?.image.url, row?.after?.again?.url];
    expect(new Set(urls).size).toBe(3);
    for (const url of urls) expect((await fetch(url ?? '')).status).toBe(200);

    // Clients are told of it as of what is ignored.
    const answer = await client.call(operations.compareReports, {
      params: { sha1: 'a', sha2: 'b' },
      body: {},
    });
    expect(answer).toMatchObject({
      diffs: [],
      ignoredDiffs: [[{ component: 'Clock' }, { component: 'Clock' }]],
      unchanged: [{ component: 'Steady' }],
      equal: true,
      status: 'success',
      summary: expect.stringContaining('0 changed, 0 added, 0 deleted, 1 unchanged, 0 ignored'),
    });
    const badge = await fetch(answer?.statusImageUrl ?? '');
    expect(await badge.text()).toContain('no changes');
  });

  test('stays changed where the difference reaches beyond, and says so', async () => {
    const client = await wire.client();
    await record(client, 'a', [{ component: 'Clock', page: { clock: '10:00' } }]);
    await record(client, 'b', [
      {
        component: 'Clock',
        page: { clock: '10:05', button: 'red' },
        again: { clock: '10:06', button: 'red' },
      },
    ]);
    await client.compare('a', 'b');
    expect(await client.comparison('a', 'b')).toMatchObject({
      state: 'needs-review',
      counts: { changed: 1, unstable: 0 },
    });
    expect(await changes(client, 'changed')).toMatchObject([
      { component: 'Clock', after: { again: { width: 160, height: 200 } } },
    ]);
  });

  test('stays changed without a word where it looked the same twice', async () => {
    const client = await wire.client();
    await record(client, 'a', [{ component: 'Clock', page: { clock: '10:00' } }]);
    await record(client, 'b', [
      { component: 'Clock', page: { clock: '10:05' }, again: { clock: '10:05' } },
    ]);
    await client.compare('a', 'b');
    expect((await client.comparison('a', 'b')).counts).toMatchObject({ changed: 1, unstable: 0 });
    expect(await changes(client, 'changed')).toMatchObject([{ after: { again: null } }]);
  });

  test('is judged by either picture of a baseline that has two', async () => {
    // The button of the baseline was not there yet at one of its captures.
    const before = { page: { clock: '1', button: 'paper' }, again: { clock: '2', button: 'blue' } };
    const after = { page: { clock: '3' }, again: { clock: '4' } };
    expect(await judge(before, after)).toEqual(unstable);
    expect(await judge({ page: before.page }, after)).toEqual(changed);
    expect(await judge({ page: before.again }, after)).toEqual(unstable);
  });

  test('is unstable where the baseline looked like this when it was captured again', async () => {
    const client = await wire.client();
    const [one, other] = [{ clock: 'one' }, { clock: 'other', button: 'red' }];
    await record(client, 'a', [{ component: 'Turns', page: one, again: other }]);
    await record(client, 'b', [{ component: 'Turns', page: other }]);
    await client.compare('a', 'b');
    expect(await client.comparison('a', 'b')).toMatchObject({
      state: 'success',
      counts: { changed: 0, unstable: 1 },
    });
    const [row] = await changes(client, 'unstable');
    expect(row?.after?.again).toBeNull();
    expect(row?.before?.again?.url).toBe(row?.after?.image.url);
  });

  test('of another height is unstable from the first row on that differs', async () => {
    const grown = { page: { clock: '1', height: 200 }, again: { clock: '1', height: 240 } };
    expect(await judge({ page: { clock: '1', height: 220 } }, grown)).toEqual(unstable);
    const redder = { clock: '1', height: 220, button: 'red' };
    expect(await judge({ page: redder }, grown)).toEqual(changed);
    const wider = { page: { clock: '1', width: 160 }, again: { clock: '1', width: 180 } };
    expect(await judge({ page: redder }, wider)).toEqual(unstable);
  });

  test('does not take part in decisions, and may be compared with again', async () => {
    const client = await wire.client();
    const steady = (button: string) => ({ component: 'Steady', page: { clock: 'x', button } });
    const clock = (now: string) => ({
      component: 'Clock',
      page: { clock: now },
      again: { clock: `${now}:30` },
    });
    await record(client, 'a', [clock('1'), steady('blue')]);
    await record(client, 'b', [clock('2'), steady('red')]);
    await client.compare('a', 'b');
    const { id, counts } = await client.comparison('a', 'b');
    expect(counts).toMatchObject({ changed: 1, unstable: 1 });
    await client.decide(id, 'rejected');
    const ledger = await wire
      .installation()
      .server.ctx.db.selectFrom('decision')
      .select('component')
      .where('comparison_id', '=', id)
      .execute();
    expect(ledger).toEqual([{ component: 'Steady' }]);
    // Another report of the commit, in which the clock has been mended.
    await record(client, 'b', [
      { component: 'Clock', page: { clock: '12:00' } },
      { component: 'Steady', page: { clock: 'x' } },
    ]);
    expect(await client.comparison('a', 'b')).toMatchObject({
      state: 'needs-review',
      counts: { changed: 1, unstable: 0, unchanged: 1 },
    });
  });

  test('that somebody reports as flaky is ignored, and unstable again when that is taken back', async () => {
    const client = await wire.client();
    await record(client, 'a', [{ component: 'Clock', page: { clock: '1' } }]);
    await record(client, 'b', [
      { component: 'Clock', page: { clock: '2' }, again: { clock: '3' } },
    ]);
    await client.compare('a', 'b');
    const { id } = await client.comparison('a', 'b');
    const [row] = await changes(client, 'unstable');
    const pair = {
      beforeSnapshotId: row?.before?.snapshotId ?? 0,
      afterSnapshotId: row?.after?.snapshotId ?? 0,
    };
    const params = { account: client.tenant.accountId, comparison: id };
    const flaky = await client.asPerson(operations.reportFlake, { params, body: pair });
    expect(flaky).toMatchObject({ state: 'success', counts: { ignored: 1, unstable: 0 } });
    expect(await changes(client, 'ignored')).toHaveLength(1);
    const undone = await client.asPerson(operations.undoFlake, { params: { ...params, ...pair } });
    expect(undone).toMatchObject({ state: 'success', counts: { ignored: 0, unstable: 1 } });
  });

  test('of an accessibility target is unstable where the baseline found what one of the two found', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const capture = async (sha: string, results: AccessibilityResult[]) => {
      await client.report(sha, await client.request(newItem('accessibility')));
      const taken = await worker.take();
      const picture = draw({ clock: 'none' });
      await upload(taken, [picture]);
      for (const one of results) await worker.uploadResult(taken, one, picture.hash);
      const [image, again] = results.map((one) => ({
        hash: hashOf(one),
        width: null,
        height: null,
      }));
      if (image === undefined) throw new Error('there is a result');
      const snapshot = { component: 'Clock', variant: 'default', image, ...timings };
      await call(worker.client, operations.finishLease, {
        params: { token: taken.token },
        body: {
          browser: 'none',
          snapshots: [{ ...snapshot, ...(again && { again }) }],
          skipped: [],
          log: [],
        },
      });
    };
    await capture('a', [found('one')]);
    await capture('b', [found('two'), found('one')]);
    await capture('c', [found('two'), found('three')]);
    await client.compare('a', 'b');
    await client.compare('a', 'c');
    expect((await client.comparison('a', 'b')).counts).toMatchObject({ changed: 0, unstable: 1 });
    expect((await client.comparison('a', 'c')).counts).toMatchObject({ changed: 1, unstable: 0 });
  });

  test('must have been uploaded, and be a picture that can be opened', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const body = (again: Picture) => ({
      browser: 'none',
      snapshots: [
        {
          component: 'Clock',
          variant: 'default',
          image: imageOf(draw({ clock: '2' })),
          again: imageOf(again),
          ...timings,
        },
      ],
      skipped: [],
      log: [],
    });
    await record(client, 'a', [{ component: 'Clock', page: { clock: '1' } }]);
    await client.report('b', await client.request(newItem()));
    await client.compare('a', 'b');
    const taken = await worker.take();
    await upload(taken, [draw({ clock: '2' })]);
    const params = { token: taken.token };
    const missing = { params, body: body(draw({ clock: '3' })) };
    await expect(call(worker.client, operations.finishLease, missing)).rejects.toMatchObject({
      code: 'invalid_request',
    });
    // A PNG as far as its outside goes.
    const hash = 'a'.repeat(64);
    const broken = packImages([{ hash, bytes: pngOf(160, 200, Buffer.from('no pixels')) }]);
    await expect(
      call(worker.client, operations.uploadImages, { params, bytes: broken }),
    ).rejects.toMatchObject({ code: 'unsupported_media_type' });
    const again = draw({ clock: '3' });
    await upload(taken, [again]);
    await call(worker.client, operations.finishLease, { params, body: body(again) });
    expect(await client.comparison('a', 'b')).toMatchObject({ counts: { unstable: 1 } });
  });

  const ask = async ({ token }: Lease, shown: { component: string; page: Page }[]) => {
    const snapshots = shown.map(({ component, page }) => ({
      component,
      variant: 'default',
      hash: draw(page).hash,
    }));
    const input = { params: { token }, body: { snapshots } };
    const answer = await call(wire.worker().client, operations.findDifferences, input);
    return answer?.examples.map(({ component }) => component);
  };

  test('is what the account knows otherwise, in this target', async () => {
    const client = await wire.client();
    const stranger = await wire.client();
    await record(client, 'a', [
      { component: 'Clock', page: { clock: '1' } },
      { component: 'Steady', page: { clock: 'x' } },
    ]);
    const shown = [
      { component: 'Clock', page: { clock: '2' } },
      { component: 'New', page: { clock: '2' } },
      { component: 'Steady', page: { clock: 'x' } },
    ];
    expect(await ask(await lease(client), shown)).toEqual(['Clock']);
    expect(await ask(await lease(client, 'phone'), shown)).toEqual([]);
    expect(await ask(await lease(stranger), shown)).toEqual([]);
    const over = await lease(client);
    await wire.worker().finish(over, []);
    await expect(ask(over, shown)).rejects.toMatchObject({ code: 'lease_lost' });
  });

  test('is also what was seen before, where the example differed from itself then', async () => {
    const client = await wire.client();
    await record(client, 'a', [{ component: 'Clock', page: { clock: '1' } }]);
    await record(client, 'b', [
      { component: 'Clock', page: { clock: '2' }, again: { clock: '1' } },
    ]);
    const shown = (clock: string) => [{ component: 'Clock', page: { clock } }];
    expect(await ask(await lease(client), shown('1'))).toEqual([]);
    expect(await ask(await lease(client), shown('2'))).toEqual(['Clock']);
  });
});
