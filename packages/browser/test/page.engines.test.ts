import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { listDescendants, stillAlive } from '@twinlens/testing';
import sharp from 'sharp';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  inject,
  it,
  vi,
} from 'vitest';
import {
  type Browser,
  engines,
  type Page,
  type PageEvent,
  PageGoneError,
  type PageOptions,
  PageScriptError,
} from '../src/index.ts';
import { type Site, startSite } from './site.ts';

const options = {
  cache: join(tmpdir(), `twinlens-${userInfo().username}`),
  path: process.env.PATH ?? '',
};

const index = new URL('../src/index.ts', import.meta.url).href;

const pages = {
  '/': `<!doctype html><title>One</title><style>body { margin: 0 } div { height: 3000px; background:
    linear-gradient(#ff0000 50%, #0000ff 50%) } .b { color: rgb(0, 0, 9) } .b:hover { color: rgb(0, 9, 0) }</style>
    <div></div><p class="b">Text</p><iframe src="/frame"></iframe>
    <script>window.saw = typeof window.ours; document.addEventListener('keydown', ({ key }) => {
      window.keys = [...(window.keys ?? []), key]; });</script>`,
  '/frame': '<!doctype html><body>inside</body>',
  '/field': `<!doctype html><style>body { margin: 0 } input { position: fixed; left: 40px; top: 20px; width: 100px }
    </style><input>`,
  '/noisy': `<!doctype html><script>console.error('one', { a: 1 }); fetch('/missing');
    setTimeout(() => { window.answer = confirm('really?'); }, 10);</script>`,
  '/leaves': `<!doctype html><script>setTimeout(() => { location.href = '/frame'; }, 300);</script>`,
  '/hidden': `<!doctype html><body>none<script>document.body.textContent = 'script'</script>`,
};

let site: Site;
beforeAll(async () => {
  site = await startSite(pages);
});
afterAll(() => site.close());

describe.each(inject('engines'))('%s', (name) => {
  const { capabilities } = engines[name];
  let signal: AbortSignal;
  let browser: Browser;
  let page: Page;
  const events: PageEvent[] = [];

  async function open(path: string, more: Partial<PageOptions> = {}): Promise<void> {
    events.length = 0;
    page = await browser.newPage({
      viewport: { width: 500, height: 400 },
      appearance: { reducedMotion: true },
      proxy: null,
      initScripts: [
        { world: 'isolated', source: 'globalThis.ours = { seven: () => 7 };' },
        { world: 'page', source: 'window.ours = "page";' },
      ],
      endlessMs: 5000,
      maxBytes: 2 ** 31,
      maxDiskBytes: 2 ** 31,
      onEvent: (event) => events.push(event),
      ...more,
    });
    await page.navigate(site.origin + path, signal);
    await page.run(
      `new Promise((resolve) => document.readyState === 'complete' ? resolve() : addEventListener('load', () => resolve()))`,
      'isolated',
      signal,
    );
  }

  beforeAll(async () => {
    browser = await engines[name].launch(options);
  });
  beforeEach(() => {
    signal = AbortSignal.timeout(110_000);
  });
  afterEach(() => page.close());
  afterAll(() => browser.close());

  it('says what it is before it is started', async () => {
    const { version } = await engines[name].identify(options);
    expect(version).toBe(browser.version);
    expect(version).toMatch(/^(Chromium|Firefox|WebKitGTK) \d+\.\d+/);
    await open('/frame');
  });

  it('shows a document in a viewport of the wanted size, and evaluates in its frames', async () => {
    await open('/');
    expect(await page.evaluate('[innerWidth, innerHeight]', 'isolated', signal)).toEqual([
      500, 400,
    ]);
    expect(await page.evaluate('document.documentElement.clientWidth', 'page', signal)).toBe(500);
    const inFrames = '[window === top, document.body.innerText.trim()]';
    const [main, frame] = await page.evaluateInFrames(inFrames, 'isolated', signal);
    expect(main).toEqual([true, 'Text']);
    expect(frame).toEqual([false, 'inside']);
    expect(page.documents()).toBe(1);
  });

  it('has our scripts in each document before they are needed', async () => {
    await open('/');
    expect(await page.evaluate('ours.seven()', 'isolated', signal)).toBe(7);
    const before = capabilities.initScripts ? 'string' : 'undefined';
    expect(await page.evaluate('window.saw', 'page', signal)).toBe(before);
    if (capabilities.isolatedWorld)
      expect(await page.evaluate('typeof window.ours', 'page', signal)).toBe('string');
  });

  it('answers what an expression or its promise has for JSON, and throws what it throws', async () => {
    await open('/frame');
    const value = { a: [1, 'two', null, true], b: { c: 0.5 } };
    const expression = JSON.stringify(value);
    expect(await page.evaluate(`(${expression})`, 'isolated', signal)).toEqual(value);
    expect(await page.run(`Promise.resolve(${expression})`, 'page', signal)).toEqual(value);
    expect(await page.evaluate('undefined', 'page', signal)).toBeUndefined();
    await expect(page.evaluate('missing.thing', 'page', signal)).rejects.toThrow(PageScriptError);
    const refused = page.run('Promise.reject(new Error("a reason"))', 'page', signal);
    await expect(refused).rejects.toThrow(/^a reason$/);
  });

  it('takes pictures of rectangles that reach beyond the viewport, pixel by pixel', async () => {
    await open('/', { appearance: { deviceScaleFactor: 2 } });
    const png = await page.capture({ x: 10, y: 1400, width: 30, height: 200 }, signal);
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([60, 400]);
    const at = (x: number, y: number) => [
      ...data.subarray((y * 60 + x) * info.channels).subarray(0, 3),
    ];
    expect([at(0, 0), at(59, 199), at(0, 200), at(59, 399)]).toEqual([
      [255, 0, 0],
      [255, 0, 0],
      [0, 0, 255],
      [0, 0, 255],
    ]);
    expect(await page.evaluate('[innerWidth, innerHeight]', 'isolated', signal)).toEqual([
      500, 400,
    ]);
  });

  it('says that a document cannot be loaded, whatever it shows in its place', async () => {
    await open('/frame');
    const refused = page.navigate(`${site.origin}/endless`, signal);
    await expect(refused).rejects.toThrow(/could not load .*\/endless/);
  });

  it('shows documents as people want them', async () => {
    const asked = `['(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)'].map((query) => matchMedia(query).matches)`;
    await open('/frame', { appearance: { colorScheme: 'dark', reducedMotion: false } });
    expect(await page.evaluate(asked, 'isolated', signal)).toEqual([true, false]);
    await page.close();
    await open('/frame', { appearance: { colorScheme: 'light', reducedMotion: true } });
    expect(await page.evaluate(asked, 'isolated', signal)).toEqual([false, true]);
  });

  it('lets pseudo classes match, and no longer', async () => {
    await open('/');
    const colour = `getComputedStyle(document.querySelector('.b')).color`;
    await page.forcePseudoClasses([{ selector: '.b', pseudoClass: 'hover' }], signal);
    expect(await page.evaluate(colour, 'isolated', signal)).toBe('rgb(0, 9, 0)');
    await page.forcePseudoClasses([], signal);
    expect(await page.evaluate(colour, 'isolated', signal)).toBe('rgb(0, 0, 9)');
  });

  it('takes keys and clicks like those of a person', async () => {
    await open('/field');
    await page.input.click({ x: 80, y: 30 }, signal);
    await page.input.type('a?', signal);
    await page.input.press('B', signal, ['Shift']);
    await page.input.press('ArrowLeft', signal);
    await page.input.press('Backspace', signal);
    expect(await page.evaluate(`document.querySelector('input').value`, 'page', signal)).toBe('aB');
    await page.close();
    await open('/');
    await page.input.press('Escape', signal);
    await page.input.press('k', signal, ['Control']);
    const keys = await page.evaluate('window.keys', 'page', signal);
    expect(keys).toEqual(['Escape', 'Control', 'k']);
  });

  it('answers dialogs at once, and tells of them, of the console and of requests that failed', async () => {
    await open('/noisy');
    await page.run('new Promise((resolve) => setTimeout(resolve, 200))', 'page', signal);
    expect(await page.evaluate('window.answer', 'page', signal)).toBe(false);
    const kinds = new Set(events.map(({ kind }) => kind));
    expect(kinds.has('dialog')).toBe(capabilities.dialogs);
    expect(kinds.has('console')).toBe(capabilities.console);
    expect(kinds.has('request')).toBe(capabilities.requests);
    const requested = page.requested()?.map((url) => new URL(url).pathname);
    expect(requested).toEqual(capabilities.requests ? ['/noisy', '/missing'] : undefined);
  });

  it('ends where it goes to another document although it was told to stay', async () => {
    await open('/leaves');
    page.stay();
    const waiting = page.run('new Promise((resolve) => setTimeout(resolve, 1500))', 'page', signal);
    const outcome = await waiting.catch((error: unknown) => error);
    const after = await page.evaluate('1', 'page', signal).catch((error: unknown) => error);
    expect([outcome, after].some((error) => error instanceof PageGoneError)).toBe(true);
  });

  it.runIf(capabilities.withoutScripts)('runs no script where none may run', async () => {
    await open('/hidden', { withoutScripts: true });
    expect(await page.evaluate('document.body.textContent', 'isolated', signal)).toContain('none');
    await open('/hidden');
    expect(await page.evaluate('document.body.textContent', 'isolated', signal)).toBe('script');
  });

  it.runIf(capabilities.headers)('sends headers with every request', async () => {
    await open('/', { headers: { 'x-ours': 'yes' } });
    const { pathname } = new URL((await page.evaluate('location.href', 'page', signal)) as string);
    expect(pathname).toBe('/');
    const [frame, main] = site.asked
      .filter(({ url }) => url === '/' || url === '/frame')
      .toReversed();
    expect([main?.headers['x-ours'], frame?.headers['x-ours']]).toEqual(['yes', 'yes']);
  });

  it('stops waiting for a script that never ends, and leaves nothing running when it is closed', async () => {
    await open('/frame');
    const impatient = AbortSignal.timeout(500);
    const endless = page.evaluate('(() => { while (true); })()', 'page', impatient);
    await expect(endless).rejects.toThrow(/timeout/);
    await page.close();
    const running = (await listDescendants(process.pid)).map(({ pid }) => pid);
    expect(running.length).toBeGreaterThan(0);
    await browser.close();
    await vi.waitUntil(async () => (await stillAlive(running)).length === 0, { timeout: 10_000 });
    browser = await engines[name].launch(options);
  });

  it('leaves nothing running when the program that started it is killed', async () => {
    await open('/frame');
    const code = `const { engines } = await import(${JSON.stringify(index)});
      const browser = await engines[${JSON.stringify(name)}].launch(${JSON.stringify(options)});
      await browser.newPage({ viewport: { width: 400, height: 300 }, appearance: {}, proxy: null,
        initScripts: [], endlessMs: 1000, maxBytes: 2 ** 31, maxDiskBytes: 2 ** 31, onEvent: () => undefined });
      console.log('open'); setInterval(() => undefined, 1000);`;
    const program = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(program.stdout, 'data');
    const running = (await listDescendants(program.pid ?? 0)).map(({ pid }) => pid);
    expect(running.length).toBeGreaterThan(0);
    program.kill('SIGKILL');
    await vi.waitUntil(async () => (await stillAlive(running)).length === 0, { timeout: 10_000 });
  });
});
