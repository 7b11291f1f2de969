import { call, operations, packImages } from '@twinlens/contract';
import { encodePng, identifyPicture, writeApng } from '@twinlens/image-diff';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { uploadImage } from './image-upload.ts';
import { newItem, type TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

/** An animation of two pixels, one frame of 40 ms for each shade of grey. */
function animationOf(...shades: number[]) {
  const frames = shades.map((shade) => ({
    png: encodePng({
      width: 2,
      height: 1,
      rgba: Uint8Array.from([shade, shade, shade, 255, 9, 9, 9, 255]),
    }),
    delayMs: 40,
  }));
  const bytes = writeApng({ frames, plays: 0 });
  const { pixelHash: hash, width, height, animation } = identifyPicture(bytes);
  return { bytes, image: { hash, width, height, ...animation } };
}

const apng = /\/a\/\d+\/img\/[0-9a-f]{32}\.apng$/;

describe.each(databases)('pictures of many frames on $name', (database) => {
  const wire = useWire(database);

  /** A report of one picture that a worker took. */
  async function record(
    client: TestClient,
    sha: string,
    { bytes, image }: ReturnType<typeof animationOf>,
    { told = image, again }: { told?: typeof image; again?: ReturnType<typeof animationOf> } = {},
  ) {
    const worker = wire.worker();
    await client.report(sha, await client.request(newItem()));
    const lease = await worker.take();
    await call(worker.client, operations.uploadImages, {
      params: { token: lease.token },
      bytes: packImages([
        { hash: image.hash, bytes },
        ...(again ? [{ hash: again.image.hash, bytes: again.bytes }] : []),
      ]),
    });
    const timings = { renderMs: 1, waitMs: 2, screenshotMs: 3 };
    const second = again && { again: again.image };
    const snapshots = [
      { component: 'Toast', variant: 'opens', image: told, ...timings, ...second },
    ];
    await worker.finish(lease, [], { snapshots });
  }

  test('have an address that says so, and are told with their frames', async () => {
    const client = await wire.client();
    await record(client, 'a', animationOf(0, 128, 255));
    const [listed] = (await client.call(operations.listSnapshots, { params: { sha: 'a' } })) ?? [];
    expect(listed).toMatchObject({
      url: expect.stringMatching(apng),
      width: 2,
      height: 1,
      frameCount: 3,
      durationMs: 120,
    });
    const shown = await client.snapshots('a');
    expect(shown?.snapshots[0]?.image).toMatchObject({
      url: listed?.url,
      animation: { frameCount: 3, durationMs: 120 },
    });
    const picture = await fetch(listed?.url ?? '');
    expect(picture.headers.get('content-type')).toBe('image/apng');
    expect(picture.headers.get('cache-control')).toContain('immutable');
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(animationOf(0, 128, 255).bytes);
  });

  test('are others when one frame is, and the same when none is', async () => {
    const client = await wire.client();
    await record(client, 'a', animationOf(0, 128, 255));
    await record(client, 'b', animationOf(0, 129, 255));
    await record(client, 'c', animationOf(0, 128, 255));
    const urls = await Promise.all(
      ['a', 'b', 'c'].map(async (sha) => (await client.snapshots(sha))?.snapshots[0]?.image.url),
    );
    expect(urls[2]).toBe(urls[0]);
    expect(urls[1]).not.toBe(urls[0]);
  });

  test('are refused when they are told to have other frames than they do', async () => {
    const client = await wire.client();
    const animation = animationOf(0, 255);
    await expect(
      record(client, 'a', animation, { told: { ...animation.image, frameCount: 3 } }),
    ).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('3 frames'),
    });
  });

  test('are changed where any frame is, also when they differ from themselves', async () => {
    const client = await wire.client();
    await record(client, 'a', animationOf(0, 128, 255));
    await record(client, 'b', animationOf(0, 10, 255), { again: animationOf(0, 10, 20) });
    await client.start('a', 'b');
    await client.compare('a', 'b');
    const { counts } = await client.comparison('a', 'b');
    expect(counts).toMatchObject({ changed: 1, unstable: 0 });
  });

  test('of clients are known by their frames, and may be in reports of their own', async () => {
    const client = await wire.client();
    const url = await uploadImage(client, animationOf(0, 255).bytes);
    expect(url).toMatch(apng);
    expect(await uploadImage(client, animationOf(0, 255).bytes)).toBe(url);
    expect(await uploadImage(client, animationOf(0, 254).bytes)).not.toBe(url);
    await client.call(operations.createReport, {
      params: { sha: 'a' },
      body: { snaps: [{ component: 'Toast', variant: 'opens', url }] },
    });
    expect((await client.snapshots('a'))?.snapshots[0]?.image).toMatchObject({
      url,
      animation: { frameCount: 2, durationMs: 80 },
    });
  });
});
