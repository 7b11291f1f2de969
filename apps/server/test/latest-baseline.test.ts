/** Comparisons of clients that know no earlier commit and ask for the latest. */
import { operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { newItem, type TestClient } from './test-client.ts';
import type { TestWorker } from './test-worker.ts';
import { useWire } from './wire.ts';

const latest = '__LATEST__';

async function record(client: TestClient, worker: TestWorker, sha: string, colour: string) {
  await client.report(sha, await client.request(newItem()));
  await worker.finish(await worker.take(), [{ component: 'Button', colour }]);
}

/** Reports a commit and compares it with the latest, as `happo-e2e` does. */
async function run(client: TestClient, worker: TestWorker, sha: string, colour: string) {
  await record(client, worker, sha, colour);
  await client.start(latest, sha);
  await client.compare(latest, sha);
  return client.comparison(latest, sha);
}

const from = (sha: string | null) => ({
  baseline: { rule: sha === null ? 'none' : 'latest', sha },
});

describe.each(databases)('the latest baseline on $name', (database) => {
  const wire = useWire(database);

  test('is nothing at first, then what was accepted', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const first = await run(client, worker, 'dev-1', 'red');
    expect(first).toMatchObject({ ...from(null), state: 'needs-review', counts: { added: 1 } });
    expect(await run(client, worker, 'dev-2', 'green')).toMatchObject(from(null));

    await client.decide(first.id, 'accepted');
    const second = await run(client, worker, 'dev-3', 'green');
    expect(second).toMatchObject({ ...from('dev-1'), counts: { changed: 1 } });
    await client.decide(second.id, 'rejected');
    const third = await run(client, worker, 'dev-4', 'red');
    expect(third).toMatchObject({ ...from('dev-1'), state: 'success', counts: { unchanged: 1 } });
    expect(await run(client, worker, 'dev-5', 'blue')).toMatchObject(from('dev-4'));
  });

  test('is the newest build of a default branch, which is compared with nothing', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await record(client, worker, 'main-1', 'red');
    expect(await run(client, worker, 'dev-1', 'red')).toMatchObject(from('main-1'));
    await client.start('main-2', 'main-2');
    await record(client, worker, 'main-2', 'green');
    await client.start('main-2', 'branch');
    await record(client, worker, 'branch', 'blue');
    const compared = await run(client, worker, 'dev-2', 'green');
    expect(compared).toMatchObject({ ...from('main-2'), counts: { unchanged: 1 } });
  });

  test('is of the same project', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await client.report('other', await client.request(newItem()), { project: 'other' });
    await worker.finish(await worker.take(), [{ component: 'Button' }]);
    expect(await run(client, worker, 'dev-1', 'red')).toMatchObject(from(null));
  });

  test('gives way to the fallbacks when there is none', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await client.start('base', 'old');
    await record(client, worker, 'old', 'red');
    await record(client, worker, 'head', 'red');
    await client.start(latest, 'head');
    await client.compare(latest, 'head', { fallbackShas: ['old'] });
    expect(await client.comparison(latest, 'head')).toMatchObject({
      baseline: { rule: 'fallback-sha', sha: 'old' },
    });
  });

  test('is answered by its real name, and never is the commit itself', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const find = (sha: string, shas: string[]) =>
      client.call(operations.findBaseline, { params: { sha }, body: { shas } });
    const none = { code: 'not_found' };
    await expect(find('dev-1', [latest])).rejects.toMatchObject(none);

    await record(client, worker, 'main-1', 'red');
    expect(await find('dev-1', ['unknown', latest])).toEqual({ sha: 'main-1' });
    await expect(find('main-1', [latest])).rejects.toMatchObject(none);
    await run(client, worker, 'dev-1', 'green');
    expect(await find('dev-2', [latest, 'dev-1'])).toEqual({ sha: 'main-1' });
    expect(await find('dev-2', ['dev-1', latest])).toEqual({ sha: 'dev-1' });
  });

  test('serves comparisons within the call', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await record(client, worker, 'main-1', 'red');
    await record(client, worker, 'dev-1', 'green');
    const params = { sha1: latest, sha2: 'dev-1' };
    const answer = await client.call(operations.compareReports, { params, body: {} });
    expect(answer).toMatchObject({ diffs: [[{}, {}]], added: [], equal: false });
    expect(await client.comparison(latest, 'dev-1')).toMatchObject(from('main-1'));
  });
});
