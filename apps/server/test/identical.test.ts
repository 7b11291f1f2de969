/** The same pixels under two names are no change: pictures named by an older rule, or cut otherwise. */
import { randomBytes } from 'node:crypto';
import { call, operations, packCutPicture, packImages } from '@twinlens/contract';
import {
  compressStrips,
  defaultLimits,
  encodePng,
  identifyPicture,
  type Pixmap,
  pixelHashOf,
  readerOfPng,
} from '@twinlens/image-diff';
import { eventually } from '@twinlens/testing';
import { databases } from '@twinlens/testing/databases';
import { imageName, lookAtNext } from '@twinlens/visual-tests';
import { describe, expect, test } from 'vitest';
import { inStrips } from './in-strips.ts';
import { newItem, type TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

const width = 64;
const height = 80;

const draw = (level: number): Pixmap => ({
  width,
  height,
  rgba: new Uint8Array(width * height * 4).map((_, at) => (at % 4 === 3 ? 255 : level)),
});

/** The same picture in two strips of forty rows, where all others have one of eighty. */
function cutOtherwise(picture: Pixmap) {
  const half = {
    width,
    height: height / 2,
    rgba: picture.rgba.subarray(0, (width * height * 4) / 2),
  };
  const png = encodePng(half);
  const { manifest } = identifyPicture(png);
  const [strip] = manifest?.strips ?? [];
  if (manifest === undefined || strip === undefined) throw new Error('half of it is no picture');
  const whole = { width, height, strips: [strip, strip] };
  const { rows, channels } = strip;
  const digest = Buffer.from(strip.digest).toString('hex');
  const blocks = compressStrips(readerOfPng(png, defaultLimits), manifest, [0]);
  const strips = [true, false].map((sent) => ({ rows, channels, digest, sent }));
  return { hash: pixelHashOf(whole), bytes: packCutPicture({ width, height, strips }, blocks) };
}

describe.each(databases)('identical pictures on $name', (database) => {
  const wire = useWire(database);

  /** Makes the report of a commit, of one picture. */
  async function record(
    client: TestClient,
    sha: string,
    { hash, bytes }: { hash: string; bytes?: Uint8Array },
  ): Promise<void> {
    await client.report(sha, await client.request(newItem()));
    const { client: worker } = wire.worker();
    const { token } = await wire.worker().take();
    if (bytes) {
      const images = packImages([{ hash, bytes }]);
      await call(worker, operations.uploadImages, { params: { token }, bytes: images });
    }
    const image = { hash, width, height };
    const timings = { renderMs: 1, waitMs: 2, screenshotMs: 3 };
    await call(worker, operations.finishLease, {
      params: { token },
      body: {
        browser: 'none',
        snapshots: [{ component: 'Page', variant: 'default', image, ...timings }],
        skipped: [],
        log: [],
      },
    });
  }

  /** A picture as it was kept before there were strips. @returns the hash a worker knew it by */
  async function keepAsFile(client: TestClient, picture: Pixmap): Promise<string> {
    const { ctx } = wire.installation().server;
    const { accountId } = client.tenant;
    const [hash, pixelHash] = [randomBytes(16).toString('hex'), randomBytes(32).toString('hex')];
    const png = encodePng(picture);
    await ctx.store.put(imageName(accountId, hash), png);
    await ctx.db
      .insertInto('image')
      .values({
        ...{ account_id: accountId, pixel_hash: pixelHash, hash, width, height },
        ...{ bytes: png.length, naming: null },
      })
      .execute();
    return pixelHash;
  }

  const compareAsync = (client: TestClient) =>
    client.call(operations.compareReports, {
      params: { sha1: 'a', sha2: 'b' },
      body: { isAsync: true },
    });
  const made = (client: TestClient) =>
    eventually('a verdict', async () => {
      const comparison = await client.comparison('a', 'b');
      return comparison.state !== 'pending' && comparison;
    });
  const listed = async (client: TestClient, kind: 'changed' | 'unchanged') => {
    const { id } = await client.comparison('a', 'b');
    const params = { account: client.tenant.accountId, comparison: id };
    return (await client.asPerson(operations.listChanges, { params, query: { kind } }))?.total;
  };

  test('named by an older rule are unchanged, and nobody has to review them', async () => {
    const client = await wire.client();
    await record(client, 'a', { hash: await keepAsFile(client, draw(90)) });
    await record(client, 'b', inStrips(encodePng(draw(90))));
    const job = await client.start('a', 'b');
    await compareAsync(client);
    expect(await made(client)).toMatchObject({
      state: 'success',
      counts: { changed: 0, tolerated: 0, unchanged: 1 },
    });
    expect((await client.job(job?.id)).state).toBe('success');
    expect(await listed(client, 'changed')).toBe(0);
    expect(await listed(client, 'unchanged')).toBe(1);
  });

  test('are equal to a client that waits for the answer, and others are not', async () => {
    const client = await wire.client();
    await record(client, 'a', { hash: await keepAsFile(client, draw(90)) });
    await record(client, 'b', inStrips(encodePng(draw(90))));
    const params = { sha1: 'a', sha2: 'b' };
    const answer = await client.call(operations.compareReports, { params, body: {} });
    expect(answer).toMatchObject({ equal: true, status: 'success', diffs: [] });
    await record(client, 'c', inStrips(encodePng(draw(91))));
    const other = { sha1: 'a', sha2: 'c' };
    expect(await client.call(operations.compareReports, { params: other, body: {} })).toMatchObject(
      { equal: false, status: 'failure' },
    );
  });

  test('that were cut otherwise are unchanged as soon as they have been looked at', async () => {
    const client = await wire.client();
    const usual = inStrips(encodePng(draw(90)));
    const other = cutOtherwise(draw(90));
    expect(other.hash).not.toBe(usual.hash);
    await record(client, 'a', usual);
    await record(client, 'b', other);
    const job = await client.start('a', 'b');
    await compareAsync(client);
    await eventually('the pair was looked at', async () => {
      const { ctx } = wire.installation().server;
      await lookAtNext({ ctx });
      return (await client.comparison('a', 'b')).state === 'success';
    });
    expect((await client.comparison('a', 'b')).counts).toMatchObject({ changed: 0, unchanged: 1 });
    expect((await client.job(job?.id)).state).toBe('success');
  });
});
