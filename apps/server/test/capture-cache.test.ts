import { type BodyOf, call, operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { maxPassesPerKey, unusedMs } from '@twinlens/visual-tests';
import { describe, expect, test } from 'vitest';
import { addPerson } from './installation.ts';
import { type Picture, picture } from './picture.ts';
import { newItem, type TestClient } from './test-client.ts';
import type { Lease, TestWorker } from './test-worker.ts';
import { useWire } from './wire.ts';

type Pass = BodyOf<typeof operations.recordPasses>['passes'][number];

const lost = { code: 'lease_lost' };
const invalid = { code: 'invalid_request' };
const digest = (digit: string) => digit.repeat(64);
const imageOf = ({ hash, width, height }: Picture) => ({ hash, width, height });

/** One picture, of a page that asked for one file. */
function passOf(more: Partial<Pass> = {}, colour = 'grey'): Pass {
  const image = imageOf(picture(colour));
  return {
    key: digest('a'),
    files: [{ path: 'app.js', digest: digest('1') }],
    pictures: [{ component: 'Button', variant: 'default', files: 1, image, skipped: false }],
    complete: true,
    ...more,
  };
}

describe.each(databases)('the capture cache on $name', (database) => {
  const wire = useWire(database);

  const findPasses = (worker: TestWorker, { token }: Lease, ...keys: string[]) =>
    call(worker.client, operations.findPasses, { params: { token }, body: { keys } });

  const record = (worker: TestWorker, { token }: Lease, passes: Pass[], used: number[] = []) =>
    call(worker.client, operations.recordPasses, { params: { token }, body: { used, passes } });

  const audit = (worker: TestWorker, { token }: Lease, colour: string | null) => {
    const image = colour === null ? null : imageOf(picture(colour));
    const pictures = [{ component: 'Button', variant: 'default', image }];
    return call(worker.client, operations.reportAudit, { params: { token }, body: { pictures } });
  };

  async function lease(client: TestClient, target = 'chrome'): Promise<Lease> {
    await client.request(newItem(target));
    return wire.worker().take();
  }

  /** A capture that is finished with one picture, and what else there is. */
  async function finished(client: TestClient, copied: boolean, target = 'chrome'): Promise<Lease> {
    const worker = wire.worker();
    const taken = await lease(client, target);
    const snapshots = await worker.upload(taken, [{ component: 'Button' }]);
    await call(worker.client, operations.finishLease, {
      params: { token: taken.token },
      body: {
        browser: 'none',
        snapshots: snapshots.map((snapshot) => ({ ...snapshot, copied })),
        skipped: [],
        log: [],
      },
    });
    return taken;
  }

  const cacheOf = (client: TestClient) =>
    client.asPerson(operations.getCaptureCache, { params: { account: client.tenant.accountId } });

  test('remembers what went into pictures, for the account alone', async () => {
    const worker = wire.worker();
    const client = await wire.client();
    const taken = await finished(client, false);
    const skipped = { component: 'Field', variant: 'old', files: 2, image: null, skipped: true };
    const whole = passOf({
      files: [
        { path: 'app.js', digest: digest('1') },
        { path: 'gone.png', digest: null },
      ],
      pictures: [...passOf().pictures, skipped],
    });
    await record(worker, taken, [whole, passOf({ key: digest('b') })]);

    const later = await lease(client);
    const known = await findPasses(worker, later, digest('a'), digest('c'));
    expect(known).toEqual({ passes: [{ id: expect.any(Number), ...whole }], turnedOff: [] });
    expect((await findPasses(worker, later))?.passes).toEqual([]);

    const stranger = await wire.client();
    const theirs = await findPasses(worker, await lease(stranger), digest('a'), digest('b'));
    expect(theirs).toEqual({ passes: [], turnedOff: [] });
  });

  test('keeps the last of equal files, those used last first, and not too many', async () => {
    const worker = wire.worker();
    const client = await wire.client();
    const taken = await lease(client);
    await worker.upload(taken, [{ component: 'Button' }, { component: 'Button', colour: 'red' }]);
    const version = (number: number, colour = 'grey') =>
      passOf({ files: [{ path: `${number}.js`, digest: digest('1') }] }, colour);
    const paths = async () =>
      (await findPasses(worker, taken, digest('a')))?.passes.map(({ files }) => files[0]?.path);

    await record(worker, taken, [version(0)]);
    await wire.pass(1000);
    await record(worker, taken, [version(0, 'red'), version(1), version(1, 'red')]);
    const both = (await findPasses(worker, taken, digest('a')))?.passes ?? [];
    expect(both.map(({ pictures }) => pictures[0]?.image?.hash)).toEqual(
      Array(2).fill(picture('red').hash),
    );

    await wire.pass(1000);
    const first = both.find(({ files }) => files[0]?.path === '0.js');
    await record(worker, taken, [], [first?.id ?? 0]);
    expect(await paths()).toEqual(['0.js', '1.js']);

    for (let number = 2; number <= maxPassesPerKey; number += 1) {
      await wire.pass(1000);
      await record(worker, taken, [version(number)]);
    }
    const kept = await paths();
    expect(kept).toHaveLength(maxPassesPerKey);
    expect(kept).toContain('0.js');
    expect(kept).not.toContain('1.js');
  });

  test('marks a use of passes of the account only', async () => {
    const worker = wire.worker();
    const client = await wire.client();
    const taken = await finished(client, false);
    const paths = ['old.js', 'new.js'];
    for (const path of paths) {
      await record(worker, taken, [passOf({ files: [{ path, digest: null }] })]);
      await wire.pass(1000);
    }
    const known = await findPasses(worker, await lease(client), digest('a'));
    const stranger = await wire.client();
    const ids = known?.passes.map(({ id }) => id) ?? [];
    await record(worker, await lease(stranger), [], ids.slice(1));
    const again = await findPasses(worker, await lease(client), digest('a'));
    expect(again?.passes.map(({ id }) => id)).toEqual(ids);
  });

  test('forgets what was not used for long', async () => {
    const worker = wire.worker();
    const client = await wire.client();
    const taken = await finished(client, false);
    await record(worker, taken, [passOf(), passOf({ key: digest('b') })]);
    await wire.pass(unusedMs - 60_000);
    const known = await findPasses(worker, await lease(client), digest('a'));
    await record(worker, await lease(client), [], [known?.passes[0]?.id ?? 0]);
    await wire.pass(120_000);
    const left = await findPasses(worker, await lease(client), digest('a'), digest('b'));
    expect(left?.passes.map(({ key }) => key)).toEqual([digest('a')]);
  });

  test('takes nothing that cannot be', async () => {
    const worker = wire.worker();
    const client = await wire.client();
    const taken = await finished(client, false);
    const [shown] = passOf().pictures;
    if (!shown) throw new Error('there is a picture');
    const wrong: [what: string, pass: Pass][] = [
      ['a key that is none', passOf({ key: 'a' })],
      ['a digest that is none', passOf({ files: [{ path: 'app.js', digest: 'x' }] })],
      ['a picture nobody uploaded', passOf({}, 'never uploaded')],
      [
        'another size',
        passOf({ pictures: [{ ...shown, image: { ...imageOf(picture('grey')), width: 9 } }] }),
      ],
      ['more files than there are', passOf({ pictures: [{ ...shown, files: 2 }] })],
      ['fewer files than before', passOf({ pictures: [shown, { ...shown, files: 0 }] })],
      ['a picture of what was skipped', passOf({ pictures: [{ ...shown, skipped: true }] })],
      ['a path nothing can store', passOf({ files: [{ path: 'a\0', digest: null }] })],
      ['a name nothing can store', passOf({ pictures: [{ ...shown, variant: '\ud800' }] })],
    ];
    for (const [what, pass] of wrong) {
      const answer = await record(worker, taken, [passOf({ key: digest('c') }), pass]).then(
        () => 'taken',
        (error: { code: string }) => error.code,
      );
      expect([what, answer]).toEqual([what, invalid.code]);
    }
    const known = await findPasses(worker, await lease(client), digest('a'), digest('c'));
    expect(known?.passes).toEqual([]);
  });

  test('takes passes for an hour after the result, and from nobody who lost the lease', async () => {
    const worker = wire.worker();
    const client = await wire.client();
    const taken = await finished(client, true);
    await expect(findPasses(worker, taken, digest('a'))).rejects.toMatchObject(lost);
    await wire.pass(59 * 60_000);
    await record(worker, taken, [passOf()]);
    await audit(worker, taken, 'grey');
    await wire.pass(2 * 60_000);
    await expect(record(worker, taken, [passOf()])).rejects.toMatchObject(lost);
    await expect(audit(worker, taken, 'grey')).rejects.toMatchObject(lost);
    await expect(worker.upload(taken, [{ component: 'Button' }])).rejects.toMatchObject(lost);

    const failed = await lease(client);
    await worker.fail(failed, 'broken', false);
    await expect(record(worker, failed, [passOf()])).rejects.toMatchObject(lost);
  });

  test('copies nothing more of an example that looks different when it is rendered again', async () => {
    const worker = wire.worker();
    const client = await wire.client();
    const taken = await finished(client, true);
    await worker.upload(taken, [{ component: 'Button', colour: 'red' }]);
    await audit(worker, taken, 'red');

    const name = { component: 'Button', variant: 'default' };
    expect(await findPasses(worker, await lease(client))).toMatchObject({ turnedOff: [name] });
    expect(await findPasses(worker, await lease(client, 'phone'))).toMatchObject({ turnedOff: [] });
    const stranger = await wire.client();
    expect(await findPasses(worker, await lease(stranger))).toMatchObject({ turnedOff: [] });

    const cache = await cacheOf(client);
    expect(cache).toMatchObject({ hits: 1, misses: 0, audits: 1, disagreements: 1 });
    const [off] = cache?.turnedOff ?? [];
    expect(off).toMatchObject({ ...name, target: 'chrome', snapRequestId: taken.snapRequestId });
    expect(off?.copied.url).not.toBe(off?.rendered?.url);
    for (const image of [off?.copied, off?.rendered]) {
      const headers = client.tenant.session;
      expect((await fetch(image?.url ?? '', { headers })).status).toBe(200);
    }
    const params = { account: client.tenant.accountId, id: taken.snapRequestId };
    const request = await client.asPerson(operations.getSnapRequest, { params });
    expect(request?.log.map(({ text }) => text)).toEqual([
      'The copied picture of "Button, default" was not what rendering it again shows: it is copied no more',
    ]);
    expect(await cacheOf(stranger)).toMatchObject({ audits: 0, turnedOff: [] });
  });

  test('counts an example that does not show up again as different', async () => {
    const worker = wire.worker();
    const client = await wire.client();
    await audit(worker, await finished(client, true), null);
    const [off] = (await cacheOf(client))?.turnedOff ?? [];
    expect(off).toMatchObject({ component: 'Button', rendered: null });
  });

  test('takes an audit of copied pictures only, with pictures that were uploaded', async () => {
    const worker = wire.worker();
    const client = await wire.client();
    await expect(audit(worker, await finished(client, false), 'grey')).rejects.toMatchObject(
      invalid,
    );
    const taken = await finished(client, true);
    await expect(audit(worker, taken, 'never uploaded')).rejects.toMatchObject(invalid);
    await expect(audit(worker, await lease(client), 'grey')).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await cacheOf(client)).toMatchObject({ audits: 0, turnedOff: [] });
  });

  test('is turned on again by administrators', async () => {
    const worker = wire.worker();
    const client = await wire.client();
    const { accountId } = client.tenant;
    await audit(worker, await finished(client, true), null);
    const [off] = (await cacheOf(client))?.turnedOff ?? [];
    const params = { account: accountId, example: off?.id ?? 0 };
    const { ctx } = wire.installation().server;
    const member = await addPerson(ctx, accountId, 'member', 'member');
    const turnOn = (headers: Record<string, string>, input = params) =>
      call({ origin: client.origin, headers }, operations.turnCaptureCacheOn, { params: input });
    await expect(turnOn(member.session)).rejects.toMatchObject({ code: 'forbidden' });
    const stranger = await wire.client();
    const theirs = { ...params, account: stranger.tenant.accountId };
    await expect(turnOn(stranger.tenant.session, theirs)).rejects.toMatchObject({
      code: 'not_found',
    });
    await turnOn(client.tenant.session);
    expect(await cacheOf(client)).toMatchObject({ disagreements: 1, turnedOff: [] });
    expect(await findPasses(worker, await lease(client))).toMatchObject({ turnedOff: [] });
  });

  test('shows in reports what was copied, without timings', async () => {
    const worker = wire.worker();
    const client = await wire.client();
    const ids = await client.request(newItem());
    await client.report('a', ids);
    const taken = await worker.take();
    const snapshots = await worker.upload(taken, [
      { component: 'Button' },
      { component: 'Field', colour: 'red' },
    ]);
    await call(worker.client, operations.finishLease, {
      params: { token: taken.token },
      body: {
        browser: 'none',
        snapshots: snapshots.map((snapshot, index) => ({ ...snapshot, copied: index === 0 })),
        skipped: [],
        log: [],
      },
    });
    const report = await client.snapshots('a');
    expect(report).toMatchObject({ total: 2, rendered: 1, copied: 1, carriedOver: 0 });
    const none = { renderMs: null, waitMs: null, screenshotMs: null };
    const [requestId] = ids;
    expect(report?.snapshots).toMatchObject([
      { component: 'Button', copied: true, snapRequestId: requestId, timings: none },
      { component: 'Field', copied: false, timings: { renderMs: 1 } },
    ]);
    const names = async (origin: 'rendered' | 'copied' | 'carried-over') =>
      (await client.snapshots('a', { origin }))?.snapshots.map(({ component }) => component);
    expect(await names('copied')).toEqual(['Button']);
    expect(await names('rendered')).toEqual(['Field']);
    expect(await names('carried-over')).toEqual([]);

    await client.report('b', [...ids, await client.extend('a', [{ component: 'Button' }])]);
    expect(await client.snapshots('b')).toMatchObject({ copied: 1, carriedOver: 0 });
    expect((await cacheOf(client))?.hits).toBe(1);
  });
});
