import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customWork } from './client-packages.ts';
import { browsersOf } from './processes.ts';
import { captureAndRemember } from './remembered.ts';
import { ServerDouble, type Work } from './server-double.ts';
import {
  cache,
  type ExampleCode,
  packageWork,
  pageOf,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

let server: ServerDouble;
let worker: TestWorker;

beforeAll(async () => {
  server = new ServerDouble();
  server.remembers = true;
  await server.start();
  worker = await startTestWorker({ server, limits: { settleMs: 1500 } });
});
afterAll(async () => {
  await worker.stop();
  await server.stop();
});

interface Run {
  examples: ExampleCode[];
  files: Record<string, string>;
  payload: Partial<Work['payload']>;
  targetName?: string;
}

function workOf({ examples, files, payload, targetName }: Run): Work {
  const named = Object.entries(files).map(([name, content]) => ({ name, content }));
  const work = packageWork(pageOf(examples), { files: named, payload });
  return targetName === undefined ? work : { ...work, targetName };
}

const capture = (run: Run) => captureAndRemember(server, workOf(run));

let pages = 0;

/** Four examples that load a script each, of a page no other test has. */
function library(): Run {
  pages += 1;
  const variants = ['first', 'second', 'third', 'fourth'];
  return {
    examples: variants.map((variant) => ({
      component: `Page ${pages}`,
      variant,
      code: `root.innerHTML = (await import('/${variant}.js')).html;
        await fetch('/${variant}.json').catch(() => undefined);`,
    })),
    files: Object.fromEntries(
      variants.map((variant) => [`${variant}.js`, `export const html = '<p>${variant}</p>'`]),
    ),
    payload: {},
  };
}

const all = ['first', 'second', 'third', 'fourth'];

describe('a package that was captured before', () => {
  it('is copied whole without a browser, whatever in it nobody loads', async () => {
    const run = library();
    const first = await capture(run);
    expect(first.rendered).toEqual(all);
    await worker.stop();
    worker = await startTestWorker({ server, limits: { settleMs: 1500 } });
    const second = await capture({
      ...run,
      files: { ...run.files, 'unused.js': 'new' },
      payload: { staticPackage: 'a/1/other.zip' },
    });
    expect([second.copied, second.rendered]).toEqual([all, []]);
    expect(second.log).toContain('4 of 4 pictures were copied from earlier captures');
    expect(await browsersOf(process.pid)).toEqual([]);
    const images = ({ result }: typeof first) => result.snapshots.map(({ image }) => image);
    expect(images(second)).toEqual(images(first));
  });

  const changes: [what: string, change: (run: Run) => void, rendered: string[]][] = [
    [
      'what the third one loads has changed',
      ({ files }) => {
        files['third.js'] = `export const html = '<p>new</p>'`;
      },
      ['third', 'fourth'],
    ],
    [
      'what the second one looked for is there now',
      ({ files }) => {
        files['second.json'] = '{}';
      },
      ['second', 'third', 'fourth'],
    ],
    [
      'what the last one loads is gone',
      ({ files, examples }) => {
        delete files['fourth.js'];
        files['fourth.json'] = '';
        Object.assign(examples[3] ?? {}, { code: '' });
      },
      all,
    ],
    [
      'an option is another',
      ({ payload }) => {
        payload.prefersColorScheme = 'dark';
      },
      all,
    ],
    [
      'an option nobody knows is another',
      ({ payload }) => {
        Object.assign(payload, { somethingElse: 1 });
      },
      all,
    ],
    [
      'it is another chunk',
      ({ payload }) => {
        payload.chunk = { index: 1, total: 2 };
      },
      all,
    ],
    [
      'it is for another target',
      (run) => {
        run.targetName = 'phone';
      },
      all,
    ],
  ];
  it.each(changes)('is rendered from where it changed: %s', async (_what, change, rendered) => {
    const run = library();
    await capture(run);
    const changed = structuredClone(run);
    change(changed);
    const second = await capture(changed);
    expect(second.rendered).toEqual(rendered);
    expect(second.result.snapshots.map(({ variant }) => variant)).toEqual(all);
    expect((await capture(changed)).rendered).toEqual([]);
    expect((await capture(run)).rendered).toEqual([]);
  });

  it('shows what it would without what was copied', async () => {
    const run = library();
    await capture(run);
    run.files['third.js'] = `export const html = '<p style="height:99px">new</p>'`;
    const part = await capture(run);
    expect(part.copied).toEqual(['first', 'second']);
    server.passes.clear();
    const whole = await capture(run);
    const hashes = ({ result }: typeof part) => result.snapshots.map(({ image }) => image.hash);
    expect(hashes(part)).toEqual(hashes(whole));
    expect(part.log).toContain('2 of 4 were rendered: third.js has changed');
  });

  it('has what its workers load among what it loads', async () => {
    const run = library();
    run.examples[1] = {
      variant: 'second',
      code: `const worker = new Worker('/worker.js');
        root.textContent = await new Promise((done) => { worker.onmessage = ({ data }) => done(data); });`,
    };
    run.files['worker.js'] = `fetch('/data.txt').then((r) => r.text()).then(postMessage);`;
    run.files['data.txt'] = 'old';
    await capture(run);
    run.files['data.txt'] = 'new';
    expect((await capture(run)).rendered).toEqual(['second', 'third', 'fourth']);
  });

  it('keeps what it skipped skipped', async () => {
    const run = library();
    Object.assign(run.examples[1] ?? {}, { item: { skipped: true } });
    const first = await capture(run);
    const second = await capture(run);
    expect(second.copied).toEqual(['first', 'third', 'fourth']);
    expect(second.result.skipped).toEqual(first.result.skipped);
    expect(second.result.skipped).toHaveLength(1);
  });

  it('is rendered from where it asks for something outside, unless nothing could come', async () => {
    const run = library();
    const outside = `await fetch('http://outside.invalid/').catch(() => undefined); root.textContent = 'x';`;
    Object.assign(run.examples[2] ?? {}, { code: outside });
    const { log } = await capture(run);
    expect(log).toContain('Nothing after "Page');
    expect(log).toContain('second" is copied next time: it asks for http://outside.invalid');
    expect((await capture(run)).rendered).toEqual(['third', 'fourth']);
    const closed = { ...run, payload: { allowedHostnames: [] } };
    await capture(closed);
    expect((await capture(closed)).rendered).toEqual([]);
  });

  it('is rendered where it does not come to rest', async () => {
    const run = library();
    Object.assign(run.examples[1] ?? {}, {
      html: '<p style="width:10px">x</p>',
      code: `const element = root.firstChild;
        const again = () => {
          if (!element.isConnected) return;
          element.animate([{ opacity: 0 }, { opacity: 1 }], 50).onfinish = again;
        };
        again();`,
    });
    await capture(run);
    const second = await capture(run);
    expect(second.rendered).toEqual(['second']);
    expect(second.log).toContain('1 may look different every time');
  });

  it('is rendered whole where it shows something else than before', async () => {
    const run = library();
    // The page tells captures apart by its address, which nobody can know before.
    const code = `const seen = location.host; root.textContent = seen;`;
    Object.assign(run.examples[0] ?? {}, { code });
    const page = pageOf(run.examples).replace('return example.item;', (line) =>
      line.replace(
        'example.item',
        `{ ...example.item, variant: example.item.variant + location.host.slice(0, 9) }`,
      ),
    );
    const work = () =>
      packageWork(page, {
        files: Object.entries(run.files).map(([name, content]) => ({ name, content })),
      });
    await captureAndRemember(server, work());
    run.files['fourth.js'] = `export const html = '<p>new</p>'`;
    const { result, copied, log } = await captureAndRemember(server, work());
    expect(copied).toEqual([]);
    expect(result.snapshots).toHaveLength(4);
    expect(log).toContain('Nothing is copied: the package did not show what it did before');
  });

  it('is copied up to an example that failed, which is tried again', async () => {
    const run = library();
    const good = run.files['third.js'] ?? '';
    run.files['third.js'] = `throw new Error('broken')`;
    const broken = async () => {
      const { snapshots, failed = [] } = await server.partly(workOf(run));
      const copied = snapshots.filter((one) => one.copied).length;
      return { shown: snapshots.map(({ variant }) => variant), copied, said: failed[0]?.message };
    };
    const remembered = new Promise<void>((resolve) => {
      server.onRemembered = resolve;
    });
    const expected = {
      shown: ['first', 'second'],
      copied: 0,
      said: `The example after "Page ${pages}, second" failed: broken`,
    };
    expect(await broken()).toEqual(expected);
    await remembered;
    // That others were walked past may be why it fails: it is tried among all of them.
    expect(await broken()).toEqual(expected);
    run.files['third.js'] = good;
    const { copied, rendered } = await capture(run);
    expect(copied).toEqual(['first', 'second']);
    expect(rendered).toEqual(['third', 'fourth']);
  });

  it('is rendered from an example on that failed, after which another page went on', async () => {
    const example = (variant: string) => ({ variant, html: `<p>${variant}</p>` });
    const bad = { variant: 'bad', code: `throw new Error('bad')` };
    const work = await customWork([example('one'), bad, example('two'), example('three')]);
    const remembered = new Promise<void>((resolve) => {
      server.onRemembered = resolve;
    });
    const first = await server.partly(work);
    expect(first.snapshots.map(({ variant }) => variant)).toEqual(['one', 'two', 'three']);
    await remembered;
    const kept = [...server.passes.values()].flat().at(-1);
    expect(kept?.pictures.map(({ variant }) => variant)).toEqual(['one']);
    expect(kept?.complete).toBe(false);
    const second = await server.partly(work);
    expect(second.failed).toEqual(first.failed);
    expect(second.snapshots.map(({ image }) => image.hash)).toEqual(
      first.snapshots.map(({ image }) => image.hash),
    );
  });

  it('is fetched once for captures at once and later, under its name', async () => {
    const run = library();
    const named = (packageName: string, targetName: string) => ({
      ...workOf({ ...run, targetName }),
      packageName,
    });
    const before = server.packagesFetched;
    const [one, other] = await Promise.all([
      server.capture(named('one', 'desktop')),
      server.capture(named('one', 'phone')),
    ]);
    expect(one.snapshots).toHaveLength(4);
    expect(other.snapshots).toHaveLength(4);
    await server.capture(named('one', 'tablet'));
    expect(server.packagesFetched - before).toBe(1);
    await server.capture(named('two', 'watch'));
    expect(server.packagesFetched - before).toBe(2);
    const broken = { ...named('three', 'watch'), package: Buffer.from('broken') };
    await server.failure(broken);
    await server.capture(named('three', 'clock'));
    expect(server.packagesFetched - before).toBe(4);
  });

  it('is rendered by another browser', async () => {
    const run = library();
    await capture(run);
    const other = await mkdtemp(join(tmpdir(), 'twinlens-browser-'));
    const [unpacked = ''] = (await readdir(cache)).filter((name) => name.startsWith('chromium-'));
    const folder = join(other, unpacked);
    await mkdir(folder);
    for (const name of await readdir(join(cache, unpacked))) {
      if (name !== 'chromium') await symlink(join(cache, unpacked, name), join(folder, name));
    }
    const real = join(cache, unpacked, 'chromium');
    await writeFile(
      join(folder, 'chromium'),
      `#!/bin/sh\nif [ "$1" = --version ]; then echo Chromium 1.2.3.4; else exec ${real} "$@"; fi\n`,
      { mode: 0o755 },
    );
    await worker.stop();
    worker = await startTestWorker({ server, cache: other });
    const { rendered, result } = await capture(run);
    expect([rendered, result.browser]).toEqual([all, 'Chromium 1.2.3.4']);
    await worker.stop();
    worker = await startTestWorker({ server, limits: { settleMs: 1500 } });
    await rm(other, { recursive: true, force: true });
  });
});
