import { deflateSync } from 'node:zlib';
import { decodePng } from '@twinlens/image-diff';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { postImage, signImage, uploadImage } from './image-upload.ts';
import { picture, pngOf } from './picture.ts';
import { md5, newItem, type TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

async function refusal(client: TestClient, bytes: Uint8Array) {
  const signed = await signImage(client, md5(bytes));
  const answer = await postImage(client, signed?.uploadUrl ?? '', bytes);
  return { status: answer.status, ...((await answer.json()) as object) };
}

describe.each(databases)('images of clients on $name', (database) => {
  const wire = useWire(database);

  test('are uploaded once, and then known by the hash the client gave them', async () => {
    const client = await wire.client();
    const { bytes } = picture('blue');
    expect(await signImage(client, 'any text: of mine')).toEqual({
      uploadUrl: expect.stringMatching(/\/api\/images\/upload\/.+$/),
      url: null,
    });
    const url = await uploadImage(client, bytes, 'any text: of mine');
    expect(await signImage(client, 'any text: of mine')).toEqual({
      message: 'This image has already been uploaded',
      uploadUrl: null,
      url,
    });
    const image = await fetch(url, { headers: client.tenant.client });
    expect(image.headers.get('content-type')).toBe('image/png');
    expect(decodePng(new Uint8Array(await image.arrayBuffer()))).toEqual(decodePng(bytes));
  });

  test('with equal pixels have equal addresses, however they are compressed and called', async () => {
    const client = await wire.client();
    const [one, other] = [picture('red', 5, 5, 9), picture('red', 5, 5, 0)];
    expect(md5(one.bytes)).not.toBe(md5(other.bytes));
    const url = await uploadImage(client, one.bytes);
    expect(await uploadImage(client, other.bytes)).toBe(url);
    expect(await uploadImage(client, picture('green', 5, 5).bytes)).not.toBe(url);
    expect(await uploadImage(client, picture('red', 25, 1).bytes)).not.toBe(url);
  });

  test('with equal pixels have equal addresses in every kind of PNG', async () => {
    const client = await wire.client();
    const png = (kind: number[], rows: number[], palette?: Buffer) =>
      pngOf(1, 2, deflateSync(Buffer.from(rows)), kind, palette);
    const url = await uploadImage(
      client,
      png([8, 6, 0, 0, 0], [0, 255, 255, 255, 255, 0, 0, 0, 0, 255]),
    );
    for (const other of [
      png([8, 2, 0, 0, 0], [0, 255, 255, 255, 0, 0, 0, 0]),
      png([1, 0, 0, 0, 0], [0, 0b1000_0000, 0, 0]),
      png([1, 0, 0, 0, 1], [0, 0b1000_0000, 0, 0]),
      png([2, 3, 0, 0, 0], [0, 0b0100_0000, 0, 0], Buffer.from([0, 0, 0, 255, 255, 255])),
      png([16, 4, 0, 0, 0], [0, 255, 1, 255, 2, 0, 0, 3, 255, 4]),
    ]) {
      expect(await uploadImage(client, other)).toBe(url);
    }
  });

  test('are another account’s business: neither known nor at the same address', async () => {
    const { bytes } = picture('blue');
    const [owner, stranger] = [await wire.client(), await wire.client()];
    const url = await uploadImage(owner, bytes);
    expect(await signImage(stranger, md5(bytes))).toMatchObject({ url: null });
    expect(await uploadImage(stranger, bytes)).not.toBe(url);
  });

  test('that are no whole PNG are refused and leave nothing behind', async () => {
    const client = await wire.client();
    const { bytes } = picture('blue', 50, 50);
    const damaged = Uint8Array.from(bytes);
    damaged.set([1, 2, 3], 45);
    const huge = pngOf(60_000, 60_000, deflateSync(Buffer.alloc(1000)));
    const bomb = pngOf(2, 2, deflateSync(Buffer.alloc(200_000_000)));
    const broken = pngOf(2, 2, deflateSync(Buffer.alloc(6)), [8, 3, 0, 0, 0]);
    const unsupported = 415;
    expect(await refusal(client, Buffer.from('<svg/>'))).toMatchObject({
      status: unsupported,
      message: 'not a PNG',
    });
    expect(await refusal(client, bytes.subarray(0, 60))).toMatchObject({ status: unsupported });
    expect(await refusal(client, damaged)).toMatchObject({ status: unsupported });
    expect(await refusal(client, bomb)).toMatchObject({ status: unsupported });
    expect(await refusal(client, broken)).toMatchObject({
      status: unsupported,
      message: expect.stringContaining('no valid palette'),
    });
    expect(await refusal(client, huge)).toMatchObject({
      status: 413,
      message: expect.stringContaining('60000 x 60000 pixels'),
    });
    expect(await refusal(client, Buffer.alloc(64 * 1024 * 1024 + 1))).toMatchObject({
      status: 413,
    });
    expect(await signImage(client, md5(damaged))).toMatchObject({ url: null });
    // What came before does not keep a good one from being read.
    await uploadImage(client, bytes);
  });

  test('keep no other request waiting while they are decoded', async () => {
    const client = await wire.client();
    const rows = Buffer.alloc(6000 * (6000 * 4 + 1), 4);
    let answered = false;
    const upload = uploadImage(client, pngOf(6000, 6000, deflateSync(rows, { level: 1 }))).then(
      () => {
        answered = true;
      },
    );
    await signImage(client, 'another');
    let calls = 0;
    while (!answered) {
      await client.request(newItem());
      calls += 1;
    }
    await upload;
    expect(calls).toBeGreaterThan(3);
  });

  test('are refused without a form, without the file, and at an address nobody signed', async () => {
    const client = await wire.client();
    const { bytes } = picture('blue');
    const url = (await signImage(client, 'a'))?.uploadUrl ?? '';
    const statusOf = async (answer: Promise<Response>) => (await answer).status;
    expect(await statusOf(fetch(url, { method: 'POST', body: Buffer.from(bytes) }))).toBe(415);
    expect(await statusOf(postImage(client, url, bytes, 'picture'))).toBe(400);
    expect(await statusOf(postImage(client, `${url}0`, bytes))).toBe(403);
    await wire.pass(60 * 60 * 1000);
    expect(await statusOf(postImage(client, url, bytes))).toBe(403);
  });
});
