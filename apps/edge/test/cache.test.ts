import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually, freePort } from '@twinlens/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  describeLongEdge,
  type Edge,
  startBackend,
  startEdge,
  topologyOf,
} from './edge-fixture.ts';

/** As the server sends pictures. */
const headers = {
  'cache-control': 'public, max-age=31536000, immutable',
  'access-control-allow-origin': '*',
  'content-type': 'image/png',
};

describeLongEdge('the cache of pictures', () => {
  let edge: Edge;
  let folder: string;
  let backend: Awaited<ReturnType<typeof startBackend>>;
  const picture = randomBytes(30_000);
  const asked = new Map<string, number>();
  let topology: object;
  let monitoring: { address: string; port: number };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-pictures-'));
    edge = await startEdge();
    backend = await startBackend('app', (request, response) => {
      const url = request.url ?? '';
      asked.set(url, (asked.get(url) ?? 0) + 1);
      setTimeout(() => {
        response.writeHead(200, { ...headers, 'content-length': picture.length });
        response.end(picture);
      }, 100);
    });
    monitoring = { address: '127.0.0.1', port: await freePort() };
    topology = {
      ...topologyOf(edge, backend),
      monitoring,
      cache: {
        backend: 'app',
        address: '127.0.0.1',
        port: await freePort(),
        nginx: { folder: join(folder, 'kept'), megabytes: 50, originPort: await freePort() },
      },
    };
    expect((await edge.apply(topology)).generation).toMatchObject({
      outcome: 'proven',
      withoutCache: null,
    });
    await eventually(
      'it is led through the cache',
      async () => (await fetchPicture('first')).fromCache,
    );
  });
  afterAll(async () => {
    // Taken out of the topology it ends by itself.
    await edge?.apply(topologyOf(edge, backend));
    await eventually('the cache has ended', async () => (await cachePid()) === null);
    await Promise.all([edge?.stop(), backend?.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  const path = (name: string) => `/a/acme/img/${name}.png`;
  const fetchPicture = async (name: string, more: Record<string, string> = {}) => {
    const answer = await edge.get(path(name), more);
    const bytes = Buffer.from(await answer.arrayBuffer());
    return {
      status: answer.status,
      headers: answer.headers,
      bytes,
      fromCache: answer.headers.get('x-twinlens-cache') !== null,
    };
  };
  const cachePid = async (): Promise<number | null> => {
    const text = await readFile(join(edge.folder, 'cache/process.json'), 'utf8').catch(() => null);
    return text === null ? null : (JSON.parse(text) as { pid: number }).pid;
  };
  /** Asks for pictures, known and new, while something happens. What was not as it has to be. */
  const askDuring = async (name: string, work: () => Promise<void>): Promise<string[]> => {
    let over = false;
    const wrong: string[] = [];
    let count = 0;
    const asking = (async () => {
      while (!over || count < 40) {
        for (const one of ['first', `${name}-${count++}`]) {
          const { status, bytes } = await fetchPicture(one).catch((error: Error) => ({
            status: String(error.cause ?? error),
            bytes: picture,
          }));
          if (status !== 200) wrong.push(`${one}: ${status}`);
          else if (!bytes.equals(picture)) wrong.push(`${one}: another picture`);
        }
      }
    })();
    await work();
    over = true;
    await asking;
    return wrong;
  };

  test('asks a server once for what many want at a time, and keeps what it was told with it', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => fetchPicture('wanted')));
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(asked.get(path('wanted'))).toBe(1);
    const { headers: kept, bytes } = await fetchPicture('wanted');
    expect(kept.get('x-twinlens-cache')).toBe('HIT');
    expect(Object.fromEntries(kept)).toMatchObject(headers);
    expect(bytes.equals(picture)).toBe(true);
  });

  test('is counted, by how answers came about', async () => {
    const counted = async (outcome: string) => {
      const text = await (await fetch(`http://127.0.0.1:${monitoring.port}/metrics`)).text();
      const found = new RegExp(`cache_answers_total{outcome="${outcome}"} (\\d+)`).exec(text);
      return Number(found?.[1] ?? 0);
    };
    const before = await counted('hit');
    await fetchPicture('wanted');
    await eventually('a hit is counted', async () => (await counted('hit')) === before + 1);
    expect(await counted('miss')).toBeGreaterThan(0);
    // The questions of the proxy, whether it is there, are nobody's answers.
    expect(await counted('other')).toBe(0);
  });

  test('hands out parts', async () => {
    const { status, headers: told, bytes } = await fetchPicture('wanted', { range: 'bytes=10-19' });
    expect(status).toBe(206);
    expect(told.get('content-range')).toBe(`bytes 10-19/${picture.length}`);
    expect(bytes.equals(picture.subarray(10, 20))).toBe(true);
  });

  test('costs nobody an answer when it is killed, and comes back', async () => {
    const pid = await cachePid();
    if (pid === null) throw new Error('no cache runs');
    expect(
      await askDuring('killed', async () => process.kill(-pid, 'SIGKILL') && delay(300)),
    ).toEqual([]);
    await eventually('another one keeps pictures', async () => {
      const now = await cachePid();
      return now !== null && now !== pid && (await fetchPicture('first')).fromCache;
    });
  });

  test('costs nobody an answer when its folder is deleted, or its files are damaged', async () => {
    const kept = join(folder, 'kept');
    const filesOf = async () => {
      const names = await readdir(kept, { recursive: true });
      const paths = names.map((name) => join(kept, name));
      const found = await Promise.all(paths.map(async (one) => (await stat(one)).isFile()));
      return paths.filter((_, index) => found[index]);
    };
    expect(
      await askDuring('damaged', async () => {
        for (const [index, file] of (await filesOf()).entries()) {
          await writeFile(file, index % 2 === 0 ? '' : randomBytes(30_500));
        }
      }),
    ).toEqual([]);
    expect(await askDuring('deleted', () => rm(kept, { recursive: true, force: true }))).toEqual(
      [],
    );
    await mkdir(kept, { recursive: true });
  });

  test.runIf(process.getuid?.() === 0)('costs nobody an answer when its disk is full', async () => {
    const kept = join(folder, 'kept');
    await mkdir(kept, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', kept]);
    try {
      expect(await askDuring('full', async () => {})).toEqual([]);
    } finally {
      execFileSync('umount', ['-l', kept]);
    }
  });
});
