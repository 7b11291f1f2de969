/** Pictures in strips: what is brought, what is kept, and what comes out again. */
import { randomBytes } from 'node:crypto';
import { access, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { call, operations, packCutPicture, packImages } from '@twinlens/contract';
import { decodePng, encodePng, type Pixmap, storedPicture } from '@twinlens/image-diff';
import { databases } from '@twinlens/testing/databases';
import { imageName, openPicture, readBlock } from '@twinlens/visual-tests';
import { describe, expect, test } from 'vitest';
import { uploadImage } from './image-upload.ts';
import { type InStrips, inStrips } from './in-strips.ts';
import { pngOf } from './picture.ts';
import { newItem, type TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

const width = 320;

/** Rows that nothing can compress. */
const noise = (rows: number) => Uint8Array.from(randomBytes(rows * width * 4), opaque);
const opaque = (byte: number, at: number) => (at % 4 === 3 ? 255 : byte);

const draw = (...parts: Uint8Array[]): Pixmap => {
  const rgba = new Uint8Array(Buffer.concat(parts));
  return { width, height: rgba.length / 4 / width, rgba };
};

/** The same pixels as a PNG of eight bits RGB. */
function encodeRgb({ height, rgba }: Pixmap): Buffer {
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0, to = 0; y < height; y++) {
    to += 1;
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4;
      rows.set(rgba.subarray(from, from + 3), to);
      to += 3;
    }
  }
  return pngOf(width, height, deflateSync(rows, { level: 1 }), [8, 2, 0, 0, 0]);
}

const digestsOf = (...pictures: InStrips[]) => new Set(pictures.flatMap(({ digests }) => digests));

describe.each(databases)('pictures in strips on $name', (database) => {
  const wire = useWire(database);

  async function lease(client: TestClient): Promise<{ token: string }> {
    await client.request(newItem());
    return wire
      .worker()
      .take()
      .then((taken) => ({ token: taken?.token ?? '' }));
  }

  const send = (params: { token: string }, ...images: { hash: string; bytes: Uint8Array }[]) =>
    call(wire.worker().client, operations.uploadImages, { params, bytes: packImages(images) });

  const missing = (params: { token: string }, { hash, digests }: InStrips) =>
    call(wire.worker().client, operations.findMissingImages, {
      params,
      body: { hashes: [hash], strips: digests },
    });

  /** Ends a capture with these pictures, and answers their addresses. */
  async function finish(
    client: TestClient,
    { token }: { token: string },
    pictures: InStrips[],
  ): Promise<string[]> {
    await call(wire.worker().client, operations.finishLease, {
      params: { token },
      body: {
        browser: 'none',
        snapshots: pictures.map(({ hash, head }, index) => ({
          component: `Page ${index}`,
          variant: 'default',
          image: { hash, width: head.width, height: head.height },
          renderMs: 1,
          waitMs: 2,
          screenshotMs: 3,
        })),
        skipped: [],
        log: [],
      },
    });
    const { id } = await wire
      .installation()
      .server.ctx.db.selectFrom('snap_request')
      .select('id')
      .where('lease_token', '=', token)
      .executeTakeFirstOrThrow();
    const sha = randomBytes(8).toString('hex');
    await client.report(sha, [id]);
    const shown = (await client.snapshots(sha))?.snapshots ?? [];
    const byName = new Map(shown.map(({ component, image }) => [component, image.url]));
    return pictures.map((_, index) => byName.get(`Page ${index}`) ?? '');
  }

  async function pixelsAt(url: string): Promise<Pixmap> {
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    return decodePng(new Uint8Array(await answer.arrayBuffer()));
  }

  const same = (one: Pixmap, other: Pixmap) =>
    one.width === other.width && Buffer.from(one.rgba).equals(Buffer.from(other.rgba));

  /** Bytes of all files an account has of a kind. */
  async function kept(client: TestClient, kind: string): Promise<number> {
    const folder = folderOf(client, kind);
    const files = await readdir(folder, { recursive: true }).catch(() => []);
    let bytes = 0;
    for (const file of files) {
      const facts = await stat(join(folder, file));
      if (facts.isFile()) bytes += facts.size;
    }
    return bytes;
  }

  const folderOf = ({ tenant }: TestClient, kind: string) =>
    join(wire.installation().server.ctx.store.stagingFolder, '..', String(tenant.accountId), kind);

  test('are one image with what a client brings in any kind of PNG', async () => {
    const client = await wire.client();
    const page = draw(noise(200));
    const token = await lease(client);
    await send(token, inStrips(encodePng(page)));
    const [url = ''] = await finish(client, token, [inStrips(encodePng(page))]);
    expect(await uploadImage(client, encodePng(page))).toBe(url);
    expect(await uploadImage(client, encodeRgb(page))).toBe(url);
    expect(same(await pixelsAt(url), page)).toBe(true);
  });

  test('add only their new strips, and are served whole', async () => {
    const client = await wire.client();
    const [top, bottom] = [noise(600), noise(600)];
    const pages = [draw(top, bottom), draw(top, noise(20), bottom), draw(top, bottom, top)];
    const token = await lease(client);
    const [first, shifted, twice] = pages.map((page) => inStrips(encodePng(page)));
    if (!first || !shifted || !twice) throw new Error('there are three pages');
    expect(await missing(token, first)).toEqual({
      missing: [first.hash],
      missingStrips: [...digestsOf(first)],
    });
    await send(token, first);
    const before = await kept(client, 'packs');
    expect(await missing(token, first)).toEqual({ missing: [], missingStrips: [] });

    const answer = await missing(token, shifted);
    expect(answer?.missing).toEqual([shifted.hash]);
    const fresh = new Set(answer?.missingStrips);
    expect(fresh.size).toBeLessThan(shifted.digests.length / 2);
    const known = new Set(shifted.digests.filter((digest) => !fresh.has(digest)));
    const again = inStrips(encodePng(pages[1] ?? draw()), { known });
    await send(token, again);
    const added = (await kept(client, 'packs')) - before;
    expect(added).toBeLessThan(before / 4);

    await send(
      token,
      inStrips(encodePng(pages[2] ?? draw()), { known: digestsOf(first, shifted) }),
    );
    expect((await kept(client, 'packs')) - before - added).toBeLessThan(before / 4);
    const urls = await finish(client, token, [first, again, twice]);
    for (const [index, page] of pages.entries()) {
      expect(same(await pixelsAt(urls[index] ?? ''), page)).toBe(true);
    }
  });

  test('of clients add only their new strips too', async () => {
    const client = await wire.client();
    const [top, bottom] = [noise(600), noise(600)];
    await uploadImage(client, encodePng(draw(top, bottom)));
    const before = await kept(client, 'packs');
    const moved = draw(top, noise(20), bottom);
    const url = await uploadImage(client, encodePng(moved));
    expect((await kept(client, 'packs')) - before).toBeLessThan(before / 4);
    expect(same(await pixelsAt(url), moved)).toBe(true);
  });

  test('are refused when they are not what they are called, and leave nothing', async () => {
    const client = await wire.client();
    const token = await lease(client);
    const { hash, head, blocks, bytes } = inStrips(encodePng(draw(noise(300))));
    const refused = async (name: string, image: Uint8Array, message: RegExp) => {
      await expect(send(token, { hash: name, bytes: image })).rejects.toMatchObject({
        code: 'invalid_request',
        message: expect.stringMatching(message),
      });
    };
    const pack = (change: Partial<typeof head>, sent = blocks) =>
      packCutPicture({ ...head, ...change }, sent);
    const [strip, ...others] = head.strips;
    if (strip === undefined) throw new Error('there are no strips');
    const damaged = Uint8Array.from(bytes);
    damaged[bytes.length - 9] = (damaged[bytes.length - 9] ?? 0) ^ 1;
    await refused(hash, damaged, /strip/);
    await refused('a'.repeat(64), bytes, /other pixels/);
    await refused(hash, bytes.subarray(0, -1), /bytes/);
    await refused(hash, Buffer.from('{"width":1}\n'), /not in strips/);
    await refused(hash, pack({ height: 301 }), /rows/);
    await refused(hash, pack({ width: 65_535, height: 65_535 }), /pixels/);
    await refused(
      hash,
      pack({ strips: [{ ...strip, digest: 'b'.repeat(64) }, ...others] }),
      /pixels/,
    );
    await refused(hash, pack({ strips: [{ ...strip, sent: false }, ...others] }), /send it/);
    await refused(hash, pack({}, [...blocks, ...blocks]), /blocks/);
    expect(await kept(client, 'packs')).toBe(0);
    await send(token, { hash, bytes });
    expect(await kept(client, 'packs')).toBeGreaterThan(0);
  });

  test('cannot be put together of what another account has', async () => {
    const [owner, stranger] = [await wire.client(), await wire.client()];
    const page = encodePng(draw(noise(300)));
    const whole = inStrips(page);
    await send(await lease(owner), whole);
    const token = await lease(stranger);
    expect(await missing(token, whole)).toEqual({
      missing: [whole.hash],
      missingStrips: whole.digests,
    });
    const none = inStrips(page, { known: digestsOf(whole) });
    await expect(send(token, none)).rejects.toMatchObject({ code: 'invalid_request' });
    await send(token, whole);
    expect(await kept(stranger, 'packs')).toBe(await kept(owner, 'packs'));
  });

  test('are named by what counts of them, and show all of it', async () => {
    const client = await wire.client();
    const token = await lease(client);
    const page = draw(noise(300));
    const ignored = [{ x: 5, y: 100, width: 50, height: 90 }];
    const part = inStrips(encodePng(page), { ignored });
    expect(part.hash).not.toBe(inStrips(encodePng(page)).hash);
    const other = [{ x: 5, y: 100, width: 50, height: 91 }];
    const wrong = packCutPicture({ ...part.head, ignored: other }, part.blocks);
    await expect(send(token, { hash: part.hash, bytes: wrong })).rejects.toMatchObject({
      code: 'invalid_request',
    });
    await send(token, part);
    const [url = ''] = await finish(client, token, [part]);
    expect(same(await pixelsAt(url), page)).toBe(true);
  });

  test('are found again when the server ended before it had written them down', async () => {
    const client = await wire.client();
    const { db } = wire.installation().server.ctx;
    const { accountId } = client.tenant;
    const [top, bottom] = [noise(400), noise(400)];
    const pages = [draw(top, bottom), draw(bottom), draw(bottom, noise(40))];
    const token = await lease(client);
    const [first, second, third] = pages.map((page) => inStrips(encodePng(page)));
    if (!first || !second || !third) throw new Error('there are three pages');
    await send(token, first);
    // As after a kill: the pack is in the store, and nothing knows of it.
    await db.deleteFrom('strip').where('account_id', '=', accountId).execute();
    await db.deleteFrom('image').where('account_id', '=', accountId).execute();
    await send(token, second);
    const known = digestsOf(second);
    await send(token, inStrips(encodePng(pages[0] ?? draw()), { known }));
    const answer = await missing(token, third);
    const rest = new Set(answer?.missingStrips);
    const others = new Set(third.digests.filter((digest) => !rest.has(digest)));
    expect(others.size).toBeGreaterThan(0);
    await send(token, inStrips(encodePng(pages[2] ?? draw()), { known: others }));
    const urls = await finish(client, token, [first, second, third]);
    for (const [index, page] of pages.entries()) {
      expect(same(await pixelsAt(urls[index] ?? ''), page)).toBe(true);
    }
  });

  test('may be sent by several workers at once', async () => {
    const client = await wire.client();
    const tokens = [await lease(client), await lease(client), await lease(client)];
    const part = noise(400);
    const pages = [draw(part, noise(100)), draw(noise(100), part), draw(part)];
    const images = pages.map((page) => inStrips(encodePng(page)));
    await Promise.all(
      tokens.map((token, at) => send(token, ...images.slice(at), ...images.slice(0, at))),
    );
    const urls = await finish(client, tokens[0] ?? { token: '' }, images);
    for (const [index, page] of pages.entries()) {
      expect(same(await pixelsAt(urls[index] ?? ''), page)).toBe(true);
    }
  });

  test('become a PNG that is kept, and made again when it is deleted', async () => {
    const client = await wire.client();
    const page = draw(noise(300), new Uint8Array(width * 4 * 100));
    const url = await uploadImage(client, encodePng(page));
    expect(await kept(client, 'made-png')).toBe(0);
    const asked = await Promise.all([pixelsAt(url), pixelsAt(url), pixelsAt(url)]);
    for (const one of asked) expect(same(one, page)).toBe(true);
    const bytes = await kept(client, 'made-png');
    expect(bytes).toBeGreaterThan(0);
    await rm(folderOf(client, 'made-png'), { recursive: true });
    expect(same(await pixelsAt(url), page)).toBe(true);
    expect(await kept(client, 'made-png')).toBe(bytes);
    await expect(access(folderOf(client, 'images'))).rejects.toThrow();
  });

  test('are said to be unreadable where the store has lost a part of them, and no others are', async () => {
    const client = await wire.client();
    const page = draw(noise(300));
    const url = await uploadImage(client, encodePng(page));
    const folder = folderOf(client, 'packs');
    const [pack = ''] = (await readdir(folder, { recursive: true })).filter((name) =>
      name.endsWith('.strips'),
    );
    const whole = await readFile(join(folder, pack));
    const changed = Uint8Array.from(whole);
    changed[whole.length - 100] = (whole[whole.length - 100] ?? 0) ^ 1;
    for (const bytes of [whole.subarray(0, -100), changed]) {
      await writeFile(join(folder, pack), bytes);
      const answer = await fetch(url);
      expect(answer.status).toBe(500);
      expect(await answer.text()).toContain('damaged');
    }
    expect(await kept(client, 'made-png')).toBe(0);
    const other = draw(noise(300));
    expect(same(await pixelsAt(await uploadImage(client, encodePng(other))), other)).toBe(true);
  });

  test('are opened for comparing without reading more than is asked for', async () => {
    const client = await wire.client();
    const { ctx } = wire.installation().server;
    const { accountId } = client.tenant;
    const [top, bottom] = [noise(900), noise(900)];
    const before = draw(top, bottom);
    const after = draw(top, noise(10), bottom);
    const pictures = [];
    for (const page of [before, after]) {
      const url = await uploadImage(client, encodePng(page));
      const { id } = await ctx.db
        .selectFrom('image')
        .select('id')
        .where('account_id', '=', accountId)
        .where('hash', '=', /([0-9a-f]{32})\.png$/.exec(url)?.[1] ?? '')
        .executeTakeFirstOrThrow();
      const picture = await openPicture(ctx, id);
      if (picture === null) throw new Error('the picture does not lie in strips');
      pictures.push(picture);
    }
    const [one, other] = pictures;
    if (!one?.rows || !other?.rows) throw new Error('the pictures have no rows');
    expect(one.key).toEqual(other.key);
    const words = (rows: Uint32Array, from: number, to: number) => rows.slice(from * 2, to * 2);
    expect(words(one.rows, 0, 900)).toEqual(words(other.rows, 0, 900));
    expect(words(one.rows, 900, 1800)).toEqual(words(other.rows, 910, 1810));
    const derived = storedPicture({ ...other, rows: null }, (block) => blockOf(other, block));
    expect(derived.rows).toEqual(other.rows);
    expect(other.blocks.length).toBeGreaterThan(2);
    expect(new Set(other.places.map(({ block }) => block)).size).toBe(other.blocks.length);
  });

  const blockOf = ({ blocks }: { blocks: unknown[] }, at: number): Uint8Array => {
    const { file, block } = blocks[at] as { file: string; block: number };
    return readBlock(file, block);
  };

  test('are served as they were where they were stored before there were strips', async () => {
    const client = await wire.client();
    const { ctx } = wire.installation().server;
    const { accountId } = client.tenant;
    const hash = randomBytes(16).toString('hex');
    const png = encodePng(draw(noise(10)));
    await ctx.store.put(imageName(accountId, hash), png);
    const { id } = await ctx.db
      .insertInto('image')
      .values({
        account_id: accountId,
        pixel_hash: randomBytes(32).toString('hex'),
        hash,
        width,
        height: 10,
        bytes: png.length,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const answer = await fetch(`${ctx.origin}/a/${accountId}/img/${hash}.png`);
    expect(Buffer.from(await answer.arrayBuffer()).equals(png)).toBe(true);
    expect(await openPicture(ctx, id)).toBeNull();
  });
});
