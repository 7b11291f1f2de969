/** Pages that misbehave: what is said of them, and that they cost the examples after them nothing. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isWhole } from '@twinlens/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customWork, storybookWork } from './client-packages.ts';
import { renderersOf, signalAll } from './processes.ts';
import type { Result, Work } from './server-double.ts';
import { recordedWork, startTestWorker, type TestWorker } from './worker-fixture.ts';

let test: TestWorker;
let site: Server;
let port: number;

const shown = (text: string, more = '') =>
  `<!doctype html><meta charset="utf-8"><p style="width:90px;color:#00f">${text}</p>${more}`;

/** Pages of the site by path; with scripts, where they are culprits. */
const pages = new Map<string, string>();

/** Whether the next page that asks for it once has its process crashed. */
const crashes = { once: false };

/** What a page asks for to have its process crashed. */
async function crash(): Promise<void> {
  signalAll(await renderersOf(process.pid), 'SIGSEGV');
}

beforeAll(async () => {
  site = createServer(({ url = '' }, response) => {
    if (url === '/crash/once' && !crashes.once) {
      response.writeHead(200, { 'access-control-allow-origin': '*' }).end();
      return;
    }
    if (url.startsWith('/crash')) {
      crashes.once = false;
      crash();
      return;
    }
    if (url.startsWith('/never')) return;
    if (url.startsWith('/file')) {
      response.writeHead(200, { 'content-disposition': 'attachment; filename=a.bin' }).end('a');
      return;
    }
    const page = pages.get(url);
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html' });
    response.end(page ?? 'nothing here');
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  port = (site.address() as AddressInfo).port;
  test = await startTestWorker({
    allowedPrivateHosts: ['site.localhost'],
    limits: {
      loadMs: 6000,
      exampleMs: 6000,
      contentMs: 500,
      settleMs: 1500,
      answerMs: 5000,
      maxBytes: 400 * 2 ** 20,
      maxFailed: 3,
    },
  });
});
afterAll(async () => {
  await test.stop();
  site.closeAllConnections();
  site.close();
});

const siteOrigin = () => `http://site.localhost:${port}`;

function hashesOf({ snapshots }: Result): Record<string, string> {
  return Object.fromEntries(
    snapshots.map(({ component, variant, image }) => [`${component}, ${variant}`, image.hash]),
  );
}

const textOf = ({ log }: Result): string => log.map(({ text }) => text).join('\n');

/** The log without what says where the pictures come from. */
const problemsOf = (log: Result['log']): string[] =>
  log.filter(({ level }) => level !== 'info').map(({ text }) => text);

const messagesOf = ({ failed = [] }: Result): string[] => failed.map(({ message }) => message);

/** Every mode a culprit can appear in: how its work is made of code for its page. */
const modes = {
  'a custom package': (code: string | undefined) => {
    const bad = code === undefined ? [] : [{ variant: 'bad', html: '<p>bad</p>', code }];
    return customWork([...first, ...bad, ...last]);
  },
  'a Storybook': (code: string | undefined) => {
    const bad = code === undefined ? [] : [{ variant: 'bad', html: '<p>bad</p>', code }];
    return storybookWork([...first, ...bad, ...last]);
  },
  'web pages': (code: string | undefined) => {
    for (const { variant } of [...first, ...last]) pages.set(`/${variant}`, shown(variant));
    const bad = `<div id="root"></div><script>const root = document.getElementById('root');
      (async () => { ${code} })()</script>`;
    // Others may be captured meanwhile.
    const path = `/bad/${pages.size}`;
    pages.set(path, shown('bad', bad));
    const itemOf = ({ variant }: { variant: string }) => ({
      title: variant,
      url: `${siteOrigin()}/${variant}`,
    });
    const culprit = code === undefined ? [] : [{ title: 'bad', url: siteOrigin() + path }];
    const items = [...first.map(itemOf), ...culprit, ...last.map(itemOf)];
    return { payload: { viewport: '400x300', pages: items } };
  },
} satisfies Record<string, (code: string | undefined) => Work | Promise<Work>>;

const example = (variant: string) => ({ variant, html: shown(variant) });
const first = ['one', 'two'].map(example);
const last = ['three', 'four'].map(example);

type Mode = keyof typeof modes;
const inAll: Mode[] = ['a custom package', 'a Storybook', 'web pages'];
const inPackages: Mode[] = ['a custom package', 'a Storybook'];

const grow = (where: string) => `const grow = () => {
  for (let count = 0; count < 20; count += 1) root.append('more', document.createElement('br'));
  ${where}
};
grow();`;

const culprits: [name: string, code: string, says: string, modes: Mode[]][] = [
  ['crashes', `await fetch('SITE/crash')`, 'crashed the page, twice', inAll],
  ['loops without end', 'while (true) {}', 'within 6 s', inAll],
  [
    'loops without end once it is shown',
    'setTimeout(() => { while (true) {} }, 50)',
    'within 6 s',
    ['a custom package', 'web pages'],
  ],
  [
    'fills the memory',
    'const kept = []; while (true) kept.push(new Uint8Array(2e7).fill(1))',
    'ran out of memory: the page used more than 400 MB',
    inAll,
  ],
  [
    'adds elements without end, all at once',
    `const text = 'more '.repeat(1000);
    while (true) root.appendChild(document.createElement('p')).append(text)`,
    'ran out of memory',
    inAll,
  ],
  [
    'adds elements without end, frame by frame',
    grow('requestAnimationFrame(grow)'),
    'never came to rest: it kept growing for 1.5 s',
    inAll,
  ],
  [
    'never says that it is done',
    'await new Promise((done) => { window.done = done; })',
    'did not finish rendering within 6 s',
    ['a custom package'],
  ],
  ['asks without end', 'while (true) alert("again")', 'within 6 s', ['a custom package']],
  ['throws', `throw new Error('no such thing')`, 'failed: no such thing', ['a custom package']],
  [
    'goes to another page',
    `location.href = 'SITE/one'`,
    'went to another page: SITE/one',
    inPackages,
  ],
  ['loads itself again', 'location.reload()', 'went to another page', inPackages],
  ['goes back', 'history.back()', 'went to another page', inAll],
  [
    'sends a form',
    `root.innerHTML = '<form action="SITE/one"></form>'; root.firstChild.submit()`,
    'went to another page: SITE/one?',
    inPackages,
  ],
  [
    'is led to another page',
    `document.head.insertAdjacentHTML('beforeend', '<meta http-equiv="refresh" content="0; url=SITE/one">')`,
    'went to another page: SITE/one',
    inPackages,
  ],
  [
    'goes from page to page without end',
    'setTimeout(() => location.reload(), 50)',
    'kept going to other pages for 6 s',
    ['web pages'],
  ],
];

/** In turns where there is not the time for every culprit everywhere. */
const cases = culprits.flatMap(([name, code, says, where], index) =>
  where
    .filter((_, place) => isWhole || place === index % where.length)
    .map((mode) => [mode, name, code, says] as const),
);

/** Those that are given up only when their time is over; next to each other, they wait at once. */
const isWaitedFor = ([, , , says]: (typeof cases)[number]) => /\d s$/.test(says);

const withSite = (text: string): string => text.replaceAll('SITE', siteOrigin());

const references = new Map<Mode, Record<string, string>>();

/** The pictures of a run without the culprit. */
async function referenceOf(mode: Mode): Promise<Record<string, string>> {
  const known = references.get(mode);
  if (known) return known;
  const reference = hashesOf(await test.server.capture(await modes[mode](undefined)));
  references.set(mode, reference);
  return reference;
}

describe('one example of many that misbehaves', () => {
  const title = 'in %s, which %s, is named and costs no other its picture';
  const check = async (...[mode, , code, says]: (typeof cases)[number]): Promise<void> => {
    const reference = await referenceOf(mode);
    const result = await test.server.partly(await modes[mode](withSite(code)));
    const [message, ...others] = messagesOf(result);
    expect(others).toEqual([]);
    const name = mode === 'web pages' ? '"bad, default"' : '"Example, bad"';
    expect(message?.slice(0, name.length)).toBe(name);
    expect(message).toContain(withSite(says));
    expect(textOf(result)).toContain(message);
    expect(hashesOf(result)).toEqual(reference);
  };
  it.concurrent.each(cases.filter(isWaitedFor))(title, check);
  it.each(cases.filter((one) => !isWaitedFor(one)))(title, check);

  it('in recorded documents', async () => {
    const square = '<div style="width:30px;height:30px;background:#0f0"></div>';
    const levels = Array.from(
      { length: 12 },
      (_, level) => `<g id="l${level + 1}">${`<use href="#l${level}"/>`.repeat(12)}</g>`,
    );
    const bad = {
      crash: `<img src="${siteOrigin()}/crash">`,
      bomb: `<svg><defs><path id="l0" d="M0 0h1"/>${levels.join('')}</defs><use href="#l12"/></svg>`,
      away: `${square}<meta http-equiv="refresh" content="0; url=${siteOrigin()}/one">`,
    };
    const good = (text: string) => ({ variant: text, html: `${square}${text}` });
    const reference = hashesOf(await test.server.capture(recordedWork(['a', 'b', 'c'].map(good))));
    const mixed = recordedWork([
      good('a'),
      { variant: 'crash', html: bad.crash },
      good('b'),
      { variant: 'bomb', html: bad.bomb },
      { variant: 'away', html: bad.away },
      good('c'),
    ]);
    const result = await test.server.partly(mixed);
    expect(messagesOf(result)).toEqual([
      '"Page, crash" crashed the page, twice',
      expect.stringMatching(/^"Page, bomb" (ran out of memory|did not load within 6 s)/),
    ]);
    // Nothing takes a recorded document anywhere.
    const { 'Page, away': away, ...others } = hashesOf(result);
    expect(away).toBeDefined();
    expect(others).toEqual(reference);
  });

  it.each(['a custom package', 'a Storybook'] as const)(
    'in a chunk of %s, with examples of other targets around it',
    async (mode) => {
      const make = mode === 'a Storybook' ? storybookWork : customWork;
      const work = (code: string) =>
        make(
          [
            example('a'),
            { ...example('elsewhere'), targets: ['firefox'] },
            example('b'),
            { ...example('c'), targets: ['chrome', 'firefox'] },
            { ...example('also elsewhere'), targets: ['firefox'] },
            { ...example('d'), code },
            { ...example('nowhere'), targets: [] },
            example('e'),
            example('f'),
          ],
          { chunk: { index: 1, total: 2 } },
        );
      const whole = hashesOf(await test.server.capture(await work('')));
      expect(Object.keys(whole)).toEqual(['Example, d', 'Example, e', 'Example, f']);
      const result = await test.server.partly(await work('location.reload()'));
      expect(result.failed).toMatchObject([{ component: 'Example', variant: 'd' }]);
      const { 'Example, d': _, ...others } = whole;
      expect(hashesOf(result)).toEqual(others);
    },
  );

  it('unless it was chance: what crashes once is captured when it is tried again', async () => {
    for (const mode of inAll) {
      const reference = await referenceOf(mode);
      crashes.once = true;
      const result = await test.server.capture(
        await modes[mode](withSite(`await fetch('SITE/crash/once')`)),
      );
      expect(textOf(result)).toContain('crashed the page');
      expect(hashesOf(result)).toMatchObject(reference);
      expect(result.snapshots).toHaveLength(5);
    }
  });

  it('in a story that shows itself in steps', async () => {
    const steps = {
      ...example('steps'),
      code: '',
    };
    for (const [code, says] of [
      ['location.reload(); await new Promise(() => {})', 'went to another page'],
      [`await fetch('SITE/crash')`, 'crashed the page, twice'],
    ] as const) {
      steps.code = withSite(`forceHappoScreenshot('opened'); ${code}`);
      const result = await test.server.partly(await storybookWork([...first, steps, ...last]));
      expect(messagesOf(result)).toEqual([expect.stringContaining(`"Example, steps" ${says}`)]);
      const { 'Example, steps-opened': opened, ...others } = hashesOf(result);
      expect(opened).toBeDefined();
      expect(others).toEqual(await referenceOf('a Storybook'));
    }
  });

  it('not alone: the others are tried until too many have failed', async () => {
    const bad = (variant: string) => ({ variant, code: `throw new Error('no')` });
    const some = await test.server.partly(
      await customWork([bad('x'), example('one'), bad('y'), ...last]),
    );
    expect(messagesOf(some)).toEqual(['"Example, x" failed: no', '"Example, y" failed: no']);
    expect(some.snapshots.map(({ variant }) => variant)).toEqual(['one', 'three', 'four']);
    const many = await test.server.partly(
      await customWork([bad('x'), bad('y'), example('one'), bad('z'), ...last]),
    );
    expect(messagesOf(many).slice(2)).toEqual([
      '"Example, z" failed: no',
      'The examples after it were not captured: 3 have failed.',
    ]);
    expect(many.snapshots.map(({ variant }) => variant)).toEqual(['one']);
  });
});

describe('what a page may do without harm', () => {
  const code = `
    alert('first'); confirm('second'); prompt('third'); print();
    window.close(); window.open('SITE/one');
    window.onbeforeunload = (event) => event.preventDefault();
    const link = document.createElement('a');
    link.href = 'SITE/file';
    link.click();
    await fetch('missing.json').catch(() => undefined);
    await fetch('SITE/missing', { method: 'POST', mode: 'no-cors' }).catch(() => undefined);
    await fetch('http://127.0.0.1:8/').catch(() => undefined);`;

  it.each(['a custom package', 'web pages'] as const)(
    'in %s, is in the log, and every example is captured',
    async (mode) => {
      const result = await test.server.capture(await modes[mode](withSite(code)));
      const text = textOf(result);
      for (const said of [
        'A dialog was answered at once (alert): first',
        'A dialog was answered at once (confirm): second',
        'A dialog was answered at once (prompt): third',
        'Scripts may close only the windows that were opened by them',
        'A window was closed at once: SITE/one',
        'A download was refused: SITE/file',
        'missing.json: 404',
        'POST SITE/missing: 404',
        'A request was refused: 127.0.0.1 is not on the public internet',
        'GET http://127.0.0.1:8/: net::ERR_FAILED',
      ]) {
        expect(text).toContain(withSite(said));
      }
      expect(hashesOf(result)).toMatchObject(await referenceOf(mode));
    },
  );

  it('is in the log as far as anybody reads it', async () => {
    const talk = `for (let line = 0; line < 5000; line += 1) console.error('line ' + line);`;
    const bad = { variant: 'bad', code: `throw new Error('no')` };
    const { log } = await test.server.partly(
      await customWork([{ ...example('talks'), code: talk }, bad]),
    );
    expect(log.length).toBeLessThan(2000);
    expect(problemsOf(log).slice(-2)).toEqual([
      'The page said more than is kept.',
      '"Example, bad" failed: no',
    ]);
  });
});

describe('a request that does not end', () => {
  it('is waited for once, not for every example after it', async () => {
    const asks = { ...example('asks'), code: withSite(`fetch('SITE/never'); fetch('/happo.js')`) };
    const again = { ...example('again'), code: withSite(`fetch('SITE/never')`) };
    const work = await customWork([...first, asks, again, ...last]);
    const { log, snapshots } = await test.server.capture(work);
    expect(snapshots).toHaveLength(6);
    expect(problemsOf(log)).toEqual([
      withSite('A request does not end, and is not waited for: SITE/never'),
    ]);
  });

  it('nor is an image that does not come', async () => {
    const image = withSite('<img src="SITE/never.png" width="10" height="10">');
    const examples = ['a', 'b', 'c'].map((variant) => ({
      variant,
      html: `${shown(variant)}${image}`,
    }));
    const { log } = await test.server.capture(await customWork(examples));
    const waits = log.filter(({ text }) => text.includes('captured as it was'));
    expect(waits).toHaveLength(1);
    expect(waits[0]?.text).toContain('image');
  });

  it('nor is a worker that does not answer, and one that answers elsewhere not at all', async () => {
    const silent = `new Worker(URL.createObjectURL(new Blob([''])))`;
    const examples = ['a', 'b'].map((variant) => ({
      variant,
      html: shown(variant),
      code: `${silent}.postMessage(null)`,
    }));
    const elsewhere = {
      variant: 'elsewhere',
      html: shown('elsewhere'),
      code: `const { port1: port } = new MessageChannel(); ${silent}.postMessage(port, [port])`,
    };
    const { log } = await test.server.capture(await customWork([elsewhere, ...examples]));
    const waits = log.filter(({ text }) => text.includes('captured as it was'));
    expect(waits).toHaveLength(1);
    expect(waits[0]?.text).toContain('work in the background');
  });
});

it('leaves the worker as good as it was', async () => {
  for (const mode of inAll) {
    const reference = await referenceOf(mode);
    // As many as there are browsers, and more.
    const works = await Promise.all(Array.from({ length: 6 }, () => modes[mode](undefined)));
    const results = await Promise.all(works.map((work) => test.server.capture(work)));
    for (const result of results) expect(hashesOf(result)).toEqual(reference);
  }
});
