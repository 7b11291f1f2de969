/** Thumbnails and pictures of what differs: made when somebody looks, and kept. */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { call, operations, packImages, thumbnailUrl } from '@twinlens/contract';
import { decodePng, encodePng, type Pixmap, writeApng } from '@twinlens/image-diff';
import { eventually } from '@twinlens/testing';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test, vi } from 'vitest';
import { uploadImage } from './image-upload.ts';
import { inStrips } from './in-strips.ts';
import { newItem, type TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

/** Grey rows, the first half of each one level and the second another. */
function draw(width: number, height: number, left: number, right = left): Pixmap {
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let at = 0; at < rgba.length; at += 4) {
    rgba.fill((at / 4) % width < width / 2 ? left : right, at, at + 3);
  }
  return { width, height, rgba };
}

const decode = async (answer: Response) => decodePng(new Uint8Array(await answer.arrayBuffer()));
const pixel = ({ width, rgba }: Pixmap, x: number, y: number) =>
  Array.from(rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 4));

describe.each(databases)('pictures made for whoever looks, on $name', (database) => {
  const wire = useWire(database);
  const ctx = () => wire.installation().server.ctx;

  async function record(client: TestClient, sha: string, picture: Pixmap): Promise<void> {
    await client.report(sha, await client.request(newItem()));
    const { client: worker } = wire.worker();
    const { token } = await wire.worker().take();
    const { hash, bytes } = inStrips(encodePng(picture));
    const params = { token };
    await call(worker, operations.uploadImages, { params, bytes: packImages([{ hash, bytes }]) });
    const { width, height } = picture;
    const snapshot = { component: 'Page', variant: 'default', image: { hash, width, height } };
    const timings = { renderMs: 1, waitMs: 2, screenshotMs: 3 };
    await call(worker, operations.finishLease, {
      params,
      body: { browser: 'none', snapshots: [{ ...snapshot, ...timings }], skipped: [], log: [] },
    });
  }

  test('a thumbnail is the top of a picture, small, and never changes', async () => {
    const client = await wire.client();
    const url = await uploadImage(client, encodePng(draw(1280, 4000, 0, 200)));
    const address = thumbnailUrl(url, 320) ?? '';
    const answer = await fetch(address);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    const small = await decode(answer);
    expect([small.width, small.height]).toEqual([320, 640]);
    expect(pixel(small, 10, 10)).toEqual([0, 0, 0, 255]);
    expect(pixel(small, 310, 600)).toEqual([200, 200, 200, 255]);
    const tag = answer.headers.get('etag') ?? '';
    const again = await fetch(address, { headers: { 'if-none-match': `W/"other", ${tag}` } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const wide = await fetch(thumbnailUrl(url, 640) ?? '');
    expect(wide.headers.get('etag')).not.toBe(tag);
    expect((await decode(wide)).width).toBe(640);
  });

  test('it is made once', async () => {
    const client = await wire.client();
    const url = await uploadImage(client, encodePng(draw(700, 500, 40)));
    const make = vi.spyOn(ctx().pixelWork, 'makeThumbnail');
    const first = await fetch(thumbnailUrl(url, 320) ?? '');
    const second = await fetch(thumbnailUrl(url, 320) ?? '');
    expect(await second.bytes()).toEqual(await first.bytes());
    expect(make).toHaveBeenCalledTimes(1);
    make.mockRestore();
  });

  test('a picture that is small is its own, and an animated one its first frame', async () => {
    const client = await wire.client();
    const url = await uploadImage(client, encodePng(draw(300, 90, 40)));
    const whole = await (await fetch(url)).bytes();
    expect(await (await fetch(thumbnailUrl(url, 320) ?? '')).bytes()).toEqual(whole);
    const frames = [80, 160].map((level) => ({ png: encodePng(draw(640, 9, level)), delayMs: 40 }));
    const animated = await uploadImage(client, writeApng({ frames, plays: 0 }));
    expect(animated).toMatch(/apng$/);
    const still = await decode(await fetch(thumbnailUrl(animated, 320) ?? ''));
    expect(still.width).toBe(320);
    expect(pixel(still, 0, 0)).toEqual([80, 80, 80, 255]);
  });

  test('the name of a picture opens it in its own account only, and only widths there are', async () => {
    const client = await wire.client();
    const other = await wire.client();
    const url = await uploadImage(client, encodePng(draw(900, 90, 40)));
    const hash = /([0-9a-f]{32})\.png$/.exec(url)?.[1] ?? '';
    const at = (account: number, width: number, name: string) =>
      fetch(`${ctx().origin}/a/${account}/thumbnails/${width}/${name}.png`);
    expect((await at(client.tenant.accountId, 320, hash)).status).toBe(200);
    expect((await at(other.tenant.accountId, 320, hash)).status).toBe(404);
    expect((await at(client.tenant.accountId, 320, '0'.repeat(32))).status).toBe(404);
    const odd = await at(client.tenant.accountId, 321, hash);
    expect(odd.status).toBe(400);
    expect(await odd.text()).toContain('width');
  });

  async function compared(): Promise<{
    client: TestClient;
    images: { highlight: string; mask: string };
  }> {
    const client = await wire.client();
    await record(client, 'a', draw(65, 40, 250));
    await record(client, 'b', draw(65, 40, 250, 90));
    await client.start('a', 'b');
    await client.call(operations.compareReports, {
      params: { sha1: 'a', sha2: 'b' },
      body: { isAsync: true },
    });
    const images = await eventually('the pair was looked at', async () => {
      const { id } = await client.comparison('a', 'b');
      const account = client.tenant.accountId;
      const listed = await client.asPerson(operations.listChanges, {
        params: { account, comparison: id },
        query: { kind: 'changed' },
      });
      const [change] = listed?.changes ?? [];
      if (!change?.before || !change.after) return false;
      const params = {
        ...{ account, comparison: id, beforeSnapshotId: change.before.snapshotId },
        afterSnapshotId: change.after.snapshotId,
      };
      const seen = await client.asPerson(operations.getDifference, { params });
      return seen?.images ?? false;
    });
    return { client, images };
  }

  test('what differs is shown over the later picture, and by itself', async () => {
    const { images } = await compared();
    const paint = vi.spyOn(ctx().pixelWork, 'paintResult');
    const highlight = await decode(await fetch(images.highlight));
    expect([highlight.width, highlight.height]).toEqual([65, 40]);
    const answer = await fetch(images.mask);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    const mask = await decode(answer);
    expect([mask.width, mask.height]).toEqual([65, 40]);
    expect(pixel(mask, 5, 20)).toEqual([0, 0, 0, 0]);
    expect(pixel(mask, 50, 20)).toEqual([225, 0, 122, 255]);
    expect(pixel(mask, 64, 39)).toEqual([225, 0, 122, 255]);
    expect(pixel(highlight, 50, 20)).toEqual([225, 0, 122, 255]);
    const [red, green, blue] = pixel(highlight, 5, 20);
    expect([green, blue]).toEqual([red, red]);
    await fetch(images.mask);
    expect(paint).toHaveBeenCalledTimes(2);
    paint.mockRestore();
  });

  test('only of pairs that were compared, in their own account', async () => {
    const { client, images } = await compared();
    const { pathname } = new URL(images.mask);
    const [, , account, , engine, before, after] = pathname.split('/');
    const at = (...parts: unknown[]) => fetch(`${ctx().origin}/a/${parts.join('/')}/mask.png`);
    expect((await at(account, 'results', engine, before, after)).status).toBe(200);
    const other = await wire.client();
    for (const parts of [
      [other.tenant.accountId, 'results', engine, before, after],
      [account, 'results', engine, after, before],
      [account, 'results', engine, before, before],
      [account, 'results', Number(engine) + 1, before, after],
      [account, 'results', engine, before, randomBytes(16).toString('hex')],
    ]) {
      const refused = await at(...parts);
      expect(refused.status).toBe(404);
      expect(await refused.text()).toContain('no such pair');
    }
    const kind = `${ctx().origin}/a/${account}/results/${engine}/${before}/${after}/secret.png`;
    expect((await fetch(kind)).status).toBe(400);
    await rm(join(ctx().store.stagingFolder, '..', String(client.tenant.accountId), 'packs'), {
      recursive: true,
    });
    const gone = await fetch(images.highlight);
    expect(gone.status).toBe(404);
    expect(await gone.text()).toContain('gone from the store');
  });
});
