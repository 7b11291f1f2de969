/** Snapshots whose content is what an accessibility target found. */
import { type AccessibilityResult, call, type Impact, operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { picture } from './picture.ts';
import { newItem, type TestClient } from './test-client.ts';
import { hashOf, type Shown } from './test-worker.ts';
import { useWire } from './wire.ts';

const tree = '- document:\n  - heading "Title" [level=1]';

/** A result in which these rules are broken, by one element for each of their selectors. */
function resultOf(
  rules: Record<string, string[]>,
  { aria = tree, impact = 'serious' as Impact, left = 0 } = {},
): AccessibilityResult {
  return {
    violations: Object.entries(rules).map(([id, selectors]) => ({
      id,
      impact,
      tags: ['wcag2a'],
      help: `About ${id}`,
      helpUrl: `https://rules.example.org/${id}`,
      nodes: selectors.map((selector) => ({
        target: [selector],
        html: `<p class="${selector}">`,
        failureSummary: 'Mend it',
        box: { x: left, y: 0, width: 2, height: 1 },
      })),
    })),
    aria,
  };
}

const none = { critical: 0, serious: 0, moderate: 0, minor: 0 };
const clean = resultOf({});
const contrast = resultOf({ 'color-contrast': ['p', 'b'] });

const shownAs = (accessibility: AccessibilityResult, more: Partial<Shown> = {}): Shown => ({
  component: 'Button',
  accessibility,
  ...more,
});

async function snapshotsOf(client: TestClient, sha: string) {
  return (await client.call(operations.listSnapshots, { params: { sha }, query: {} })) ?? [];
}

async function changesOf(
  client: TestClient,
  sha1: string,
  sha2: string,
  kind: 'changed' | 'added',
) {
  const { id } = await client.comparison(sha1, sha2);
  const params = { account: client.tenant.accountId, comparison: id };
  const listed = await client.asPerson(operations.listChanges, { params, query: { kind } });
  return listed?.changes ?? [];
}

const invalid = { code: 'invalid_request' };

describe.each(databases)('accessibility results on $name', (database) => {
  const wire = useWire(database);

  test('are what clients are told of a snapshot, at an address of its own', async () => {
    const client = await wire.client();
    await wire.record(client, 'a', [shownAs(contrast), { component: 'Picture' }]);
    const [found, pictured] = await snapshotsOf(client, 'a');
    expect(found).toMatchObject({
      component: 'Button',
      width: null,
      height: null,
      axeResults: { violations: { ...none, serious: 2 } },
    });
    expect(pictured).not.toHaveProperty('axeResults');
    expect(pictured).toMatchObject({ width: 3, height: 2 });

    const answer = await fetch(found?.url ?? '');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'access-control-allow-origin': '*',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    expect(await answer.json()).toEqual(contrast);
  });

  test('are shown to people with their picture, and how much was found', async () => {
    const client = await wire.client();
    const result = resultOf({ label: ['input'] }, { impact: 'critical' });
    await wire.record(client, 'a', [shownAs(result, { colour: 'red' })]);
    const [snapshot] = (await client.snapshots('a'))?.snapshots ?? [];
    expect(snapshot?.image).toMatchObject({
      url: expect.stringMatching(/\/img\/[0-9a-f]{32}\.png$/),
      width: 3,
      height: 2,
      accessibility: {
        hash: expect.stringMatching(/^[0-9a-f]{32}$/),
        violations: { ...none, critical: 1 },
      },
    });
    const bytes = await (await fetch(snapshot?.image.url ?? '')).bytes();
    expect(Buffer.from(bytes)).toEqual(Buffer.from(picture('red').bytes));
    const params = {
      account: client.tenant.accountId,
      hash: snapshot?.image.accessibility?.hash ?? '',
    };
    const read = () =>
      call({ origin: client.origin }, operations.getAccessibilityResult, { params });
    expect(await read()).toEqual(result);
    params.account = (await wire.client()).tenant.accountId;
    await expect(read()).rejects.toMatchObject({ code: 'not_found' });
  });

  test('are compared by what was found, not by what it looks like or where it is', async () => {
    const client = await wire.client();
    const moved = resultOf({ 'color-contrast': ['p', 'b'] }, { left: 1 });
    await wire.record(client, 'a', [
      shownAs(contrast, { variant: 'same' }),
      shownAs(contrast, { variant: 'worse' }),
      shownAs(clean, { variant: 'other tree' }),
      shownAs(clean, { variant: 'gone' }),
    ]);
    await wire.record(client, 'b', [
      shownAs(moved, { variant: 'same', colour: 'blue' }),
      shownAs(resultOf({ label: ['input'], 'color-contrast': ['p', 'b'] }), { variant: 'worse' }),
      shownAs(resultOf({}, { aria: '- document' }), { variant: 'other tree' }),
      shownAs(clean, { variant: 'new' }),
    ]);
    await client.compare('a', 'b');
    const comparison = await client.comparison('a', 'b');
    expect(comparison).toMatchObject({
      state: 'needs-review',
      counts: { changed: 2, added: 1, deleted: 1, unchanged: 1 },
    });
    const changes = await changesOf(client, 'a', 'b', 'changed');
    expect(changes.map(({ variant }) => variant)).toEqual(['other tree', 'worse']);
    expect(changes[1]?.before?.image.accessibility?.violations).toEqual({ ...none, serious: 2 });
    expect(changes[1]?.after?.image.accessibility?.violations).toEqual({ ...none, serious: 3 });
    await client.decide(comparison.id, 'accepted');
    expect((await client.comparison('a', 'b')).state).toBe('success');
  });

  test('that are equal keep the places of the first, beside its picture', async () => {
    const client = await wire.client();
    const places = [0, 1].map((left) => resultOf({ label: ['input'] }, { left }));
    for (const [index, result] of places.entries()) {
      await wire.record(client, `${index}`, [shownAs(result, { colour: `${index}` })]);
    }
    const [first, second] = await Promise.all(
      ['0', '1'].map(async (sha) => (await client.snapshots(sha))?.snapshots[0]),
    );
    expect(second?.image).toEqual(first?.image);
    const [{ url = '' } = {}] = await snapshotsOf(client, '1');
    expect(await (await fetch(url)).json()).toEqual(places[0]);
  });

  test('are the account’s own: equal ones have other names elsewhere', async () => {
    const urls = [];
    for (let tenant = 0; tenant < 2; tenant++) {
      const client = await wire.client();
      await wire.record(client, 'a', [shownAs(contrast)]);
      urls.push((await snapshotsOf(client, 'a'))[0]?.url.split('/').at(-1));
    }
    expect(new Set(urls).size).toBe(2);
  });

  test('are in comparisons within the call, in polls, and in reports made from these', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const [id = 0] = await client.request({ ...newItem('axe'), type: 'browser-accessibility' });
    const lease = await worker.take();
    expect(lease.type).toBe('browser-accessibility');
    await worker.finish(lease, [shownAs(contrast)]);
    const poll = await client.call(operations.pollSnapRequest, { params: { id } });
    if (poll?.status !== 'done') throw new Error('it is not done');
    const axeResults = { violations: { ...none, serious: 2 } };
    expect(poll.result).toMatchObject([{ component: 'Button', target: 'axe', axeResults }]);

    // Clients before version 6 send back what they were told.
    await client.call(operations.createReport, {
      params: { sha: 'a' },
      body: { snaps: poll.result },
    });
    await wire.record(client, 'b', [shownAs(clean)]);
    await client.call(operations.createReport, { params: { sha: 'c' }, body: { snaps: [] } });
    expect(await snapshotsOf(client, 'a')).toMatchObject([
      { url: poll.result[0]?.url, axeResults },
    ]);
    const params = { sha1: 'c', sha2: 'a' };
    const compared = await client.call(operations.compareReports, { params, body: {} });
    expect(compared).toMatchObject({ equal: false, added: [{ axeResults, width: null }] });
  });

  test('cannot be named as pictures, nor pictures as results', async () => {
    const client = await wire.client();
    await wire.record(client, 'a', [shownAs(contrast), { component: 'Picture' }]);
    const [found, pictured] = await snapshotsOf(client, 'a');
    const swapped = [
      found?.url.replace('/accessibility/', '/img/').replace('.json', '.png'),
      pictured?.url.replace('/img/', '/accessibility/').replace('.png', '.json'),
    ];
    for (const url of swapped) {
      expect((await fetch(url ?? '')).status).toBe(404);
      const snaps = [{ component: 'A', variant: 'b', url: url ?? '' }];
      await expect(
        client.call(operations.createReport, { params: { sha: 'b' }, body: { snaps } }),
      ).rejects.toMatchObject(invalid);
    }
  });

  test('can be reported as flaky', async () => {
    const client = await wire.client();
    await wire.record(client, 'a', [shownAs(clean)]);
    await wire.record(client, 'b', [shownAs(contrast)]);
    await client.compare('a', 'b');
    await client.reportFlake((await client.comparison('a', 'b')).id);
    expect(await client.comparison('a', 'b')).toMatchObject({ state: 'success' });
    const [flake] = (await client.call(operations.listFlakes, { query: {} })) ?? [];
    expect(flake?.snapshots).toMatchObject([
      { axeResults: { violations: none }, width: null },
      { axeResults: { violations: { ...none, serious: 2 } }, width: null },
    ]);
  });

  describe('of a worker that lies', () => {
    async function leased() {
      const client = await wire.client();
      const worker = wire.worker();
      await client.request(newItem());
      const lease = await worker.take();
      await worker.upload(lease, [{ component: 'Picture', colour: 'red' }]);
      return { worker, lease, red: picture('red').hash };
    }

    test('are refused under a hash of something else, and without their picture', async () => {
      const { worker, lease, red } = await leased();
      await expect(worker.uploadResult(lease, clean, red, 'a'.repeat(64))).rejects.toMatchObject({
        ...invalid,
        message: expect.stringContaining('the hash of this result is '),
      });
      await expect(
        worker.uploadResult(lease, clean, picture('never sent').hash),
      ).rejects.toMatchObject({ ...invalid, message: expect.stringContaining('was not uploaded') });
      await worker.uploadResult(lease, clean, red);
      // A result is no picture.
      const hash = hashOf(clean);
      await expect(worker.uploadResult(lease, contrast, hash)).rejects.toMatchObject(invalid);
    });

    test('are refused where they are not what the contract says, or too large', async () => {
      const { worker, lease, red } = await leased();
      const bad = resultOf({ label: ['input'] });
      const [violation] = bad.violations;
      if (violation === undefined) throw new Error('it has one');
      violation.helpUrl = 'javascript:alert(1)';
      await expect(worker.uploadResult(lease, bad, red)).rejects.toMatchObject({
        ...invalid,
        message: expect.stringContaining('helpUrl'),
      });
      const [node] = resultOf({ label: ['input'] }).violations[0]?.nodes ?? [];
      if (node === undefined) throw new Error('it has one');
      const nodes = Array.from({ length: 2000 }, () => ({ ...node, html: 'x'.repeat(2000) }));
      const large = resultOf({});
      for (let id = 0; id < 5; id++) {
        large.violations.push({ ...violation, id: `${id}`, helpUrl: 'https://a.example', nodes });
      }
      await expect(worker.uploadResult(lease, large, red)).rejects.toMatchObject({
        code: 'too_large',
      });
    });

    test('cannot end a capture that they were not uploaded for, or under the size of a picture', async () => {
      const { worker, lease, red } = await leased();
      const finish = (image: { hash: string; width: number | null; height: number | null }) => {
        const times = { renderMs: 1, waitMs: 1, screenshotMs: 1 };
        const snapshots = [{ component: 'Button', variant: 'default', image, ...times }];
        return call(worker.client, operations.finishLease, {
          params: { token: lease.token },
          body: { browser: 'none', snapshots, skipped: [], log: [] },
        });
      };
      await expect(finish({ hash: red, width: null, height: null })).rejects.toMatchObject(invalid);
      const image = { hash: hashOf(clean), width: null, height: null };
      await expect(finish(image)).rejects.toMatchObject(invalid);
      await worker.uploadResult(lease, clean, red);
      await expect(finish({ ...image, width: 3, height: 2 })).rejects.toMatchObject(invalid);
      await finish(image);
    });
  });
});
