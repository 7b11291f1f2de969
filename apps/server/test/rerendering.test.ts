/** A browser upgrade: old code now beside new code now, instead of old code then. */
import { call, operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { addOperator } from './installation.ts';
import { md5, type TestClient } from './test-client.ts';
import type { Shown } from './test-worker.ts';
import { useWire } from './wire.ts';

const old = 'Chromium 1';
const upgraded = 'Chromium 2';

describe.each(databases)('a comparison across versions of a browser on $name', (database) => {
  const wire = useWire(database);

  /** Says which browser the worker of this name has. */
  const register = (name: string, browser: string) =>
    call(wire.worker().client, operations.registerWorker, {
      body: {
        name,
        targets: [{ type: 'browser-chrome', browser, version: browser, lacks: [] }],
        fonts: 'fonts',
        calibrations: [],
        outOfService: null,
      },
    });
  const take = (name: string) => wire.worker().tryTake(0, name);

  /** A report of a page that is captured with a browser, as it looks there. */
  async function report(
    client: TestClient,
    sha: string,
    browser: string,
    shown: Shown[],
    more: object = {},
  ) {
    const payloadString = JSON.stringify({
      viewport: '800x600',
      snapPayloads: [{ component: 'Button', variant: 'default', html: `${sha} ${browser}` }],
      ...more,
    });
    const item = { type: 'browser-chrome', targetName: 'chrome', payloadString };
    await client.report(sha, await client.request({ ...item, payloadHash: md5(payloadString) }));
    const worker = wire.worker();
    await worker.finish(await worker.take(), shown, { browser });
    return payloadString;
  }

  const paramsOf = async (client: TestClient) => ({
    account: client.tenant.accountId,
    comparison: (await client.comparison('a', 'b')).id,
  });
  const ask = async (client: TestClient) =>
    client.asPerson(operations.rerenderBaseline, { params: await paramsOf(client) });

  /**
   * Both looked red before the upgrade and blue after it, and the commit made one of them green.
   * @returns the payload of the baseline
   */
  async function upgrade(client: TestClient): Promise<string> {
    const payload = await report(client, 'a', old, [
      { component: 'Button', colour: 'red' },
      { component: 'Card', colour: 'red' },
    ]);
    await report(client, 'b', upgraded, [
      { component: 'Button', colour: 'green' },
      { component: 'Card', colour: 'blue' },
    ]);
    await client.start('a', 'b');
    await client.compare('a', 'b');
    return payload;
  }

  test('says so, and is made with the baseline in the new version when somebody asks', async () => {
    const client = await wire.client();
    const payload = await upgrade(client);
    const before = await client.comparison('a', 'b');
    expect(before).toMatchObject({
      counts: { changed: 2 },
      browsers: [{ target: 'chrome', before: [old], after: [upgraded] }],
      rerendering: { by: null, total: 0 },
    });
    await register('worker 1', upgraded);
    await register('worker 2', old);
    const asked = await ask(client);
    expect(asked).toMatchObject({
      counts: { changed: 2 },
      rerendering: { by: expect.stringMatching(/^tenant/), total: 1, done: 0 },
    });
    // Only the browser of the later report will do.
    expect(await take('worker 2')).toBeUndefined();
    const lease = await take('worker 1');
    if (!lease) throw new Error('the baseline was not to be captured');
    expect(await wire.worker().payload(lease)).toBe(payload);
    const shown = [
      { component: 'Button', colour: 'blue' },
      { component: 'Card', colour: 'blue' },
    ];
    await wire.worker().finish(lease, shown, { browser: upgraded });

    const after = await client.comparison('a', 'b');
    expect(after).toMatchObject({
      state: 'needs-review',
      counts: { changed: 1, unchanged: 1 },
      rerendering: { total: 1, done: 1, failed: 0, problem: null },
    });
    const listed = await client.asPerson(operations.listChanges, {
      params: await paramsOf(client),
      query: { kind: 'changed' },
    });
    expect(listed?.changes.map(({ component }) => component)).toEqual(['Button']);
    // The report of the baseline is what it was.
    expect((await client.snapshots('a'))?.browsers).toMatchObject([{ browsers: [old] }]);

    const undone = await client.asPerson(operations.undoRerendering, {
      params: await paramsOf(client),
    });
    expect(undone).toMatchObject({ counts: { changed: 2 }, rerendering: { by: null, total: 0 } });
    // What has been captured is not captured again.
    expect(await ask(client)).toMatchObject({ counts: { changed: 1 }, rerendering: { done: 1 } });
    expect(await take('worker 1')).toBeUndefined();
  });

  test('keeps the pictures of then where they cannot be taken again, with the reason', async () => {
    const client = await wire.client();
    await upgrade(client);
    await register('worker 1', upgraded);
    await ask(client);
    const lease = await take('worker 1');
    if (!lease) throw new Error('the baseline was not to be captured');
    await wire.worker().fail(lease, 'The page did not answer', false);
    expect(await client.comparison('a', 'b')).toMatchObject({
      counts: { changed: 2 },
      rerendering: { total: 1, done: 1, failed: 1, problem: 'The page did not answer' },
    });
    await ask(client);
    expect(await take('worker 1')).toBeDefined();
  });

  test('waits for that by itself where the project says so, and not forever', async () => {
    const client = await wire.client();
    await report(client, 'a', old, [{ component: 'Button', colour: 'red' }]);
    const params = { account: client.tenant.accountId, project: client.tenant.projectId };
    const answer = await client.asPerson(operations.getReviewRules, { params });
    if (answer === undefined) throw new Error('no rules were answered');
    expect(answer.rules.rerenderBaselines).toBe(false);
    await client.asPerson(operations.setReviewRules, {
      params,
      body: { ...answer.rules, rerenderBaselines: true },
    });
    await register('worker 1', upgraded);
    await client.start('a', 'b');
    await client.compare('a', 'b');
    await report(client, 'b', upgraded, [{ component: 'Button', colour: 'blue' }]);
    expect(await client.comparison('a', 'b')).toMatchObject({
      state: 'pending',
      rerendering: { by: 'Twinlens', total: 1, done: 0 },
    });
    const lease = await take('worker 1');
    if (!lease) throw new Error('the baseline was not to be captured');
    await wire.worker().finish(lease, [{ component: 'Button', colour: 'blue' }]);
    expect(await client.comparison('a', 'b')).toMatchObject({
      state: 'success',
      counts: { changed: 0, unchanged: 1 },
    });

    await client.start('a', 'c');
    await client.compare('a', 'c');
    await report(client, 'c', 'Chromium 3', [{ component: 'Button', colour: 'grey' }]);
    expect(await client.comparison('a', 'c')).toMatchObject({ state: 'pending' });
    expect(await take('worker 1')).toBeUndefined();
    await wire.pass(61 * 60 * 1000);
    expect(await client.comparison('a', 'c')).toMatchObject({
      state: 'needs-review',
      rerendering: { failed: 1, problem: expect.stringContaining('no worker with Chromium 3') },
    });
  });

  test('has it captured once more when the worker that did so is quarantined', async () => {
    const client = await wire.client();
    await upgrade(client);
    await register('doubted', upgraded);
    await ask(client);
    const first = await take('doubted');
    if (!first) throw new Error('the baseline was not to be captured');
    const { server } = wire.installation();
    const operator = { origin: server.url, headers: await addOperator(server.ctx) };
    const shown = (colour: string) => [
      { component: 'Button', colour },
      { component: 'Card', colour: 'blue' },
    ];
    await wire.worker().finish(first, shown('green'), { browser: upgraded });
    expect(await client.comparison('a', 'b')).toMatchObject({ counts: { changed: 0 } });

    const workers = (await call(operator, operations.getFleet, {}))?.workers ?? [];
    const worker = workers.find(({ name }) => name === 'doubted')?.id ?? 0;
    const body = { state: 'quarantined' as const };
    await call(operator, operations.setWorkerState, { params: { worker }, body });
    expect(await client.comparison('a', 'b')).toMatchObject({ rerendering: { done: 0 } });
    await register('worker 1', upgraded);
    const second = await take('worker 1');
    if (!second) throw new Error('the baseline was not captured once more');
    await wire.worker().finish(second, shown('blue'), { browser: upgraded });
    expect(await client.comparison('a', 'b')).toMatchObject({
      counts: { changed: 1, unchanged: 1 },
    });
  });

  test('is refused for live pages, of which nothing is left of then', async () => {
    const client = await wire.client();
    const live = {
      snapPayloads: undefined,
      pages: [{ url: 'https://example.org/', title: 'Button' }],
    };
    const shown = [{ component: 'Button' }];
    await report(client, 'a', old, shown, live);
    await register('worker 1', upgraded);
    await report(client, 'b', upgraded, shown, { ...live, maxHeight: 500 });
    await client.start('a', 'b');
    await client.compare('a', 'b');
    await expect(ask(client)).rejects.toThrow('live pages');
  });

  test('is refused where both have one browser, or nobody has the later one', async () => {
    const client = await wire.client();
    const shown = [{ component: 'Button' }];
    await report(client, 'a', old, shown);
    await report(client, 'b', old, shown);
    await client.start('a', 'b');
    await client.compare('a', 'b');
    expect((await client.comparison('a', 'b')).rerendering).toBeNull();
    await expect(ask(client)).rejects.toMatchObject({ code: 'conflict' });
    await report(client, 'b', 'Chromium 9', shown);
    await expect(ask(client)).rejects.toThrow('no worker in service has Chromium 9');
  });
});
