/** Stored pictures are compressed once more after a while, and nobody notices but the disk. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodePng, encodePng, type Pixmap, pixmapOf, storedPicture } from '@twinlens/image-diff';
import { databases } from '@twinlens/testing/databases';
import { type Context, compressNext, openPicture, readBlock } from '@twinlens/visual-tests';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startServer } from '../src/server.ts';
import { uploadImage } from './image-upload.ts';
import { addTenant, configOf } from './installation.ts';
import { TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

const hourMs = 60 * 60 * 1000;

const { signal } = new AbortController();

/** A page of signs, the same ones again and again, as text is. */
function drawText(seed: number, height = 400): Pixmap {
  const width = 320;
  const rgba = new Uint8Array(width * height * 4).fill(255);
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 16;
  };
  for (let top = 0; top + 12 <= height; top += 16) {
    for (let left = 4; left + 8 < width; left += 9) {
      const sign = next() % 40;
      for (let dot = 0; dot < 96; dot++) {
        if ((Math.imul(sign + 3, 2_654_435_761) >>> (dot % 29)) % 3 !== 0) continue;
        const at = ((top + (dot >> 3)) * width + left + (dot & 7)) * 4;
        const shade = (sign * dot) % 120;
        rgba.set([shade, shade, shade + (sign % 7)], at);
      }
    }
  }
  return { width, height, rgba };
}

const same = (one: Pixmap, other: Pixmap) =>
  one.width === other.width && Buffer.from(one.rgba).equals(Buffer.from(other.rgba));

const folderOf = (ctx: Context, accountId: number, kind: string) =>
  join(ctx.store.stagingFolder, '..', String(accountId), kind);

/** Where the packs of an account are. */
async function packsOf(ctx: Context, accountId: number): Promise<string[]> {
  const folder = folderOf(ctx, accountId, 'packs');
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith('.strips')).map((name) => join(folder, name));
}

async function bytesOf(paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The pixels somebody sees who looks now. */
async function look(ctx: Context, accountId: number, url: string): Promise<Pixmap> {
  await rm(folderOf(ctx, accountId, 'made-png'), { recursive: true, force: true });
  const answer = await fetch(new URL(new URL(url).pathname, ctx.origin));
  expect(answer.status).toBe(200);
  return decodePng(new Uint8Array(await answer.arrayBuffer()));
}

/** Compresses all that is due; the server itself may be doing some of it at the same time. */
async function compressAll(ctx: Context): Promise<void> {
  const isDone = async () => {
    while (await compressNext({ ctx, input: { signal } }));
    const left = ctx.db.selectFrom('image').select('id').where('compress_at', 'is not', null);
    return (await left.execute()).length;
  };
  await expect.poll(isDone, { timeout: 20_000 }).toBe(0);
}

describe.each(databases)('pictures compressed once more, on $name', (database) => {
  const wire = useWire(database);

  const idsOf = async (ctx: Context, accountId: number) =>
    ctx.db
      .selectFrom('image')
      .select(['id', 'hash', 'bytes', 'compress_at'])
      .where('account_id', '=', accountId)
      .orderBy('id')
      .execute();

  test('are left alone at first, and then take less, with the same pixels under the same name', async () => {
    const client = await wire.client();
    const { ctx } = wire.installation().server;
    const { accountId } = client.tenant;
    const page = drawText(1, 1400);
    // Its upper part lies in the pack of the other one.
    const longer = drawText(1, 1800);
    const urls = [await uploadImage(client, encodePng(page))];
    urls.push(await uploadImage(client, encodePng(longer)));
    const packs = await packsOf(ctx, accountId);
    const before = await bytesOf(packs);
    const images = await idsOf(ctx, accountId);
    const located = await Promise.all(images.map(({ id }) => openPicture(ctx, id)));
    await compressNext({ ctx, input: { signal } });
    expect(await bytesOf(packs)).toBe(before);

    await wire.pass(hourMs);
    await compressAll(ctx);
    expect(await packsOf(ctx, accountId)).toEqual(packs);
    expect(await bytesOf(packs)).toBeLessThan(before * 0.95);
    const later = await idsOf(ctx, accountId);
    expect(later.map(({ hash }) => hash)).toEqual(images.map(({ hash }) => hash));
    expect(later.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0)).toBe(await bytesOf(packs));
    for (const [at, pixels] of [page, longer].entries()) {
      expect(same(await look(ctx, accountId, urls[at] ?? ''), pixels)).toBe(true);
      // Whoever had found out where it lies before can still read it.
      const found = located[at];
      if (!found) throw new Error('the picture does not lie in strips');
      const picture = storedPicture(found, (at) => {
        const block = found.blocks[at];
        if (!block || block instanceof Uint8Array) throw new Error('the block is not stored');
        return readBlock(block.file, block.block);
      });
      expect(same(pixmapOf(picture), pixels)).toBe(true);
    }
    // What comes later is put together of what was compressed.
    const longest = drawText(1, 2200);
    const url = await uploadImage(client, encodePng(longest));
    expect(same(await look(ctx, accountId, url), longest)).toBe(true);
  });

  test('are not compressed a third time', async () => {
    const client = await wire.client();
    const { ctx } = wire.installation().server;
    await uploadImage(client, encodePng(drawText(2)));
    await wire.pass(hourMs);
    await compressAll(ctx);
    const [pack = ''] = await packsOf(ctx, client.tenant.accountId);
    const { ino, mtimeMs } = await stat(pack);
    await wire.pass(24 * hourMs);
    expect(await compressNext({ ctx, input: { signal } })).toBe(false);
    expect(await stat(pack)).toMatchObject({ ino, mtimeMs });
  });

  test('can be looked at while that is done, also by several at once', async () => {
    const client = await wire.client();
    const { ctx } = wire.installation().server;
    const { accountId } = client.tenant;
    const pages = Array.from({ length: 8 }, (_, at) => drawText(10 + at, 900));
    const urls: string[] = [];
    for (const page of pages) urls.push(await uploadImage(client, encodePng(page)));
    await wire.pass(hourMs);
    let done = false;
    const compressing = Promise.all([compressAll(ctx), compressAll(ctx)]).finally(() => {
      done = true;
    });
    while (!done) {
      for (const [at, page] of pages.entries()) {
        expect(same(await look(ctx, accountId, urls[at] ?? ''), page)).toBe(true);
      }
    }
    await compressing;
  });

  test('are left as they are where the disk has changed them', async () => {
    const client = await wire.client();
    const { ctx } = wire.installation().server;
    await uploadImage(client, encodePng(drawText(3)));
    const [pack = ''] = await packsOf(ctx, client.tenant.accountId);
    const bytes = await readFile(pack);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 50) ^ 1, bytes.length - 50);
    await writeFile(pack, bytes);
    await wire.pass(hourMs);
    const attempt = compressNext({ ctx, input: { signal } });
    // Unless the server itself came first.
    await attempt.catch((error: unknown) => expect(String(error)).toContain('damaged'));
    await compressAll(ctx);
    expect(bytes.equals(await readFile(pack))).toBe(true);
  });

  test('are all there when the server is killed in the middle of it', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'twinlens-compress-'));
    const databaseUrl = await database.create();
    const config = configOf(dataFolder, databaseUrl);
    let child: ChildProcess | undefined;
    onTestFinished(async () => {
      child?.kill('SIGKILL');
      await rm(dataFolder, { recursive: true, force: true });
    });
    const first = await startServer({ config });
    const tenant = await addTenant(first.ctx, 'tenant');
    const { accountId } = tenant;
    const client = new TestClient(first.url, tenant);
    const pages = Array.from({ length: 8 }, (_, at) => drawText(30 + at, 700));
    const urls: string[] = [];
    for (const page of pages) urls.push(await uploadImage(client, encodePng(page)));
    const before = await bytesOf(await packsOf(first.ctx, accountId));
    await first.close();

    const program = fileURLToPath(new URL('compressing-server.ts', import.meta.url));
    child = fork(program, [dataFolder, databaseUrl ?? '']);
    for (let count = 0; count < 4; count++) {
      await once(child, 'message');
      child.send('compress');
    }
    // Three are done, and it is busy with another.
    child.kill('SIGKILL');
    await once(child, 'exit');

    const second = await startServer({ config });
    onTestFinished(second.close);
    const { ctx } = second;
    const showsAll = async () => {
      for (const [at, page] of pages.entries()) {
        expect(same(await look(ctx, accountId, urls[at] ?? ''), page)).toBe(true);
      }
    };
    await showsAll();
    const between = await bytesOf(await packsOf(ctx, accountId));
    expect(between).toBeLessThan(before);
    // What was claimed by the server that is gone is due again.
    ctx.now = () => new Date(Date.now() + 3 * hourMs);
    await compressAll(ctx);
    expect(await bytesOf(await packsOf(ctx, accountId))).toBeLessThan(between);
    await showsAll();
  }, 120_000);
});
