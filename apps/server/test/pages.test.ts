import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageName } from '@twinlens/visual-tests';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPages } from '../src/http/pages.ts';
import { addSecurityHeaders, contentSecurityPolicy } from '../src/http/security-headers.ts';
import { addTenant, type Installation, startInstallation } from './installation.ts';
import { wordsOf } from './words-of.ts';

let installation: Installation;
beforeAll(async () => {
  installation = await startInstallation();
});
afterAll(() => installation.close());

const get = (path: string) => fetch(installation.server.url + path);

describe('a picture', () => {
  const hash = randomBytes(16).toString('hex');
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

  test('is a picture and nothing else, for ever, for every page', async () => {
    const { ctx } = installation.server;
    const { accountId } = await addTenant(ctx, 'painter');
    await ctx.store.put(imageName(accountId, hash), png);
    const answer = await get(`/a/${accountId}/img/${hash}.png`);
    expect(answer.status).toBe(200);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(png);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    });

    const missing = await Promise.all(
      [
        `/a/${accountId}/img/${randomBytes(16).toString('hex')}.png`,
        `/a/${accountId + 1}/img/${hash}.png`,
        `/a/999999/img/${hash}.png`,
      ].map(async (path) => {
        const answer = await get(path);
        return `${answer.status} ${await wordsOf(answer)}`;
      }),
    );
    expect(new Set(missing).size).toBe(1);
    expect(missing[0]).toMatch(/^404 /);
  });

  test('is not named by a path', async () => {
    for (const name of ['..%2f..%2finstallation', `${'0'.repeat(31)}%2e`, '0'.repeat(33)]) {
      expect((await get(`/a/1/img/${name}.png`)).status).toBe(400);
    }
  });
});

describe('the review pages', () => {
  let folder: string;
  let app: FastifyInstance;
  let origin: string;
  const signedIn = { cookie: 'session=of-somebody' };
  const policyFor = async (request: FastifyRequest) =>
    request.headers.cookie === signedIn.cookie
      ? contentSecurityPolicy('https://twinlens.example')
      : null;

  const firstContentOf = async ({ url }: FastifyRequest) =>
    url.endsWith('?t=added')
      ? { answers: [{ key: '/api/me?', body: '</script><b>$&' }], pictures: ['/a/1/img/"x".png'] }
      : null;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'twinlens-pages-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(
      join(folder, 'index.html'),
      '<!doctype html><head><title>pages</title></head><body></body>',
    );
    await writeFile(join(folder, 'assets', 'index-abc123.js'), 'export {};');
    app = Fastify();
    addSecurityHeaders(app, 'https://twinlens.example');
    await addPages(app, { folder, policyFor, firstContentOf });
    origin = await app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  test('are one document at every page path, asked for again each time', async () => {
    const paths = ['/', '/sign-in', '/welcome', '/a/1/jobs/2', '/a/1/p/1/compare/a%20b/c?t=added'];
    for (const path of paths) {
      const answer = await fetch(origin + path, { headers: signedIn });
      expect([path, answer.status]).toEqual([path, 200]);
      const bringsContent = path.endsWith('?t=added');
      expect(answer.headers.get('cache-control')).toBe(bringsContent ? 'no-store' : 'no-cache');
      expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
      expect(await answer.text()).toContain('<title>pages</title>');
    }
  });

  test('bring along what they show first, which can be nothing but data', async () => {
    const path = '/a/1/p/1/compare/a/b?t=added';
    const text = await (await fetch(origin + path, { headers: signedIn })).text();
    expect(text).toContain('href="/a/1/img/&quot;x&quot;.png"></head>');
    expect(text).toContain(
      '<body><script type="application/json" id="first-answers">[{"key":"/api/me?","body":"\\u003c/script>\\u003cb>$&"}]</script>',
    );
    const other = await (await fetch(`${origin}/a/1/jobs`, { headers: signedIn })).text();
    expect(other).not.toContain('first-answers');
  });

  test('send strangers to sign in, and back to where they wanted to be', async () => {
    const path = '/a/1/p/1/compare/a%20b/c?t=added';
    const answer = await fetch(origin + path, { redirect: 'manual' });
    expect(answer.status).toBe(303);
    const to = new URL(answer.headers.get('location') ?? '', origin);
    expect([to.origin, to.pathname, to.searchParams.get('next')]).toEqual([
      origin,
      '/sign-in',
      path,
    ]);
    expect((await fetch(`${origin}/sign-in`)).status).toBe(200);
  });

  test('keep their hashed files for ever and serve no others', async () => {
    const script = await fetch(`${origin}/assets/index-abc123.js`);
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect(script.headers.get('content-type')).toMatch(/javascript/);
    for (const path of ['/assets/other.js', '/package.json', '/assets/..%2f..%2fpackage.json']) {
      expect([path, (await fetch(origin + path)).status]).toEqual([path, 404]);
    }
  });

  test('run nothing but their own scripts, in nobody else’s frame', async () => {
    const { headers } = await fetch(`${origin}/`, { headers: signedIn });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' https://twinlens.example blob: data:",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
      ]),
    );
    expect(policy).not.toMatch(/'unsafe-/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });

  test('say what to do when they have not been built', async () => {
    const bare = Fastify();
    await addPages(bare, { folder: join(folder, 'nowhere'), policyFor, firstContentOf });
    const bareOrigin = await bare.listen({ host: '127.0.0.1', port: 0 });
    const answer = await fetch(`${bareOrigin}/a/1/jobs`, { headers: signedIn });
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('npm run build');
    await bare.close();
  });
});

describe('the API', () => {
  test('answers JSON where there is nothing', async () => {
    const answer = await get('/api/no/such/thing');
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'not_found' });
  });
});
