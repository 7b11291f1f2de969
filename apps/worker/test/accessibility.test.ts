import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AccessibilityResult } from '@twinlens/contract';
import { decodePng } from '@twinlens/image-diff';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServerDouble, Work } from './server-double.ts';
import {
  type ExampleCode,
  packageWork,
  pageOf,
  recordedWork,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

const type = 'browser-accessibility';

/** A document that breaks no rule by itself. */
const accessible = `<title>Examples</title><script>document.documentElement.lang = 'en';</script>`;

const examples = (list: ExampleCode[], head = ''): Work => ({
  ...packageWork(pageOf(list, accessible + head)),
  type,
});

const recorded = (...[snapshots, options]: Parameters<typeof recordedWork>): Work => {
  const html = { htmlElementAttrs: { lang: 'en' } };
  return {
    ...recordedWork(
      snapshots.map((one) => ({ ...html, ...one })),
      options,
    ),
    type,
  };
};

let test: TestWorker;
/** Another site: a page, and a document in frames. */
let site: Server;
let siteOrigin: string;

beforeAll(async () => {
  site = createServer((request, response) => {
    const isPage = request.url === '/page';
    const inFrame = '<html lang="en"><title>Other</title><h2>Elsewhere</h2><img src="data:,">';
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html>${isPage ? '<p>No language</p>' : inFrame}`);
  });
  await new Promise<void>((done) => {
    site.listen(0, '127.0.0.1', done);
  });
  const { port } = site.address() as AddressInfo;
  siteOrigin = `http://site.localhost:${port}`;
  test = await startTestWorker({ allowedPrivateHosts: [`site.localhost:${port}`] });
});
afterAll(async () => {
  await test.stop();
  site.close();
});

interface Found extends AccessibilityResult {
  hash: string;
  picture: { width: number; height: number };
}

/** What was found in every example, in their order, as it arrived at the server. */
async function find(work: Work, server: ServerDouble = test.server): Promise<Found[]> {
  const { snapshots } = await server.capture(work);
  return snapshots.map(({ image }) => {
    const kept = server.results.get(image.hash);
    const png = server.images.get(kept?.picture ?? '');
    if (kept === undefined || png === undefined) throw new Error(`no result ${image.hash}`);
    expect(image).toEqual({ hash: image.hash, width: null, height: null });
    const { width, height } = decodePng(png);
    return { ...kept.result, hash: image.hash, picture: { width, height } };
  });
}

/** `rule target` of every violating element. */
const broken = ({ violations }: AccessibilityResult): string[] =>
  violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id} ${target.flat().join(' | ')}`),
  );

const boxesOf = (found: Found | undefined) =>
  found?.violations.flatMap(({ nodes }) => nodes.map(({ box }) => box));

describe('what is found', () => {
  it('is which rules are broken by which elements, and where these are in the picture', async () => {
    const [found] = await find(
      examples([
        {
          html: `<div style="position:absolute;left:100px;top:50px;width:200px;height:90px">
            <img class="logo" src="data:," style="position:absolute;left:40px;top:30px;width:20px;height:10px"></div>`,
        },
      ]),
    );
    expect(found?.picture).toEqual({ width: 200, height: 90 });
    expect(found?.violations).toMatchObject([
      {
        id: 'image-alt',
        impact: 'critical',
        help: 'Images must have alternative text',
        nodes: [
          {
            target: ['img'],
            html: expect.stringContaining('<img class="logo" src="data:,"'),
            failureSummary: expect.stringMatching(
              /^Fix any of the following:\n {2}Element does not/,
            ),
            box: { x: 40, y: 30, width: 20, height: 10 },
          },
        ],
      },
    ]);
    expect(found?.violations[0]?.tags).toContain('wcag2a');
    expect(found?.violations[0]?.helpUrl).toMatch(/^https:\/\/dequeuniversity\.com\/.*image-alt/);
  });

  it('is nothing in what breaks no rule', async () => {
    const [found] = await find(examples([{ html: '<main><h1>Fine</h1></main>' }]));
    expect(found?.violations).toEqual([]);
    expect(found?.aria).toBe('- document "Examples":\n  - main:\n    - heading "Fine" [level=1]');
  });

  it('is what assistive technology is told, as text', async () => {
    const [found] = await find(
      examples([
        {
          html: `<main><p>Some <b>bold</b>
            text</p><p style="display:none">Hidden</p><p aria-hidden="true">Hidden</p>
            <div>A block</div><div>and another</div>
            <button disabled>Save</button><button aria-expanded="false" aria-describedby="hint">More</button>
            <span id="hint" hidden>Opens a menu</span>
            <a href="/somewhere"><img alt="Home" src="data:,"> page</a>
            <label>Name <input value="Ada" required></label>
            <label><input type="checkbox" checked> Remember</label>
            <div role="checkbox" aria-checked="mixed" aria-label="All" tabindex="0"></div>
            <select aria-label="Size"><option>S</option><option selected>M</option></select>
            <ul><li>One</li><li>Two<ul><li>Three</li></ul></li></ul>
            <table border="1"><thead><tr><th>Price</th></tr></thead><tbody><tr><td>3 €</td></tr></tbody></table>
            <video controls src="data:,"></video><hr></main>`,
        },
      ]),
    );
    expect(found?.aria.split('\n')).toEqual([
      '- document "Examples":',
      '  - main:',
      '    - paragraph: Some bold text',
      '    - text: A block and another',
      '    - button "Save" [disabled]',
      '    - button "More" [expanded=false] [description="Opens a menu"]',
      '    - link "Home page":',
      '      - img "Home"',
      '      - text: page',
      '    - text: Name',
      '    - textbox "Name" [required]: Ada',
      '    - checkbox "Remember" [checked]',
      '    - checkbox "All" [checked=mixed]',
      '    - combobox "Size" [expanded=false] [value="M"]:',
      '      - option "S"',
      '      - option "M" [selected]',
      '    - list:',
      '      - listitem: One',
      '      - listitem:',
      '        - text: Two',
      '        - list:',
      '          - listitem: Three',
      '    - table:',
      '      - rowgroup:',
      '        - row:',
      '          - columnheader "Price"',
      '      - row:',
      '        - cell "3 €"',
      '    - video "Unable to play media." [disabled]',
      '    - separator',
    ]);
  });

  it('is told of what style sheets add and closed shadow roots hold, and not of what is inert', async () => {
    const [found, modal] = await find(
      examples(
        [
          {
            html: '<main><p class="quote">Text</p><p inert>Inert</p><x-closed></x-closed></main>',
            code: `root.querySelector('x-closed').attachShadow({ mode: 'closed' }).innerHTML = '<b>Closed</b>';`,
          },
          {
            html: '<main>Behind</main><dialog aria-label="Question"><button>Yes</button></dialog>',
            code: `root.querySelector('dialog').showModal();`,
          },
        ],
        `<style>.quote::before { content: 'Quote: '; }</style>`,
      ),
    );
    expect(found?.aria.split('\n').slice(2)).toEqual([
      '    - paragraph: Quote: Text',
      '    - text: Closed',
    ]);
    expect(modal?.aria.split('\n').slice(1)).toEqual([
      '  - dialog "Question" [modal]:',
      '    - button "Yes"',
    ]);
  });

  it('reaches through shadow roots, also inside each other', async () => {
    const [found] = await find(
      examples([
        {
          html: '<main style="position:absolute;left:0;top:0"><x-card>Slotted</x-card></main>',
          code: `const outer = root.querySelector('x-card').attachShadow({ mode: 'open' });
            outer.innerHTML = '<h2>Card</h2><slot></slot><x-icon></x-icon>';
            outer.querySelector('x-icon').attachShadow({ mode: 'open' }).innerHTML =
              '<img src="data:," style="position:absolute;left:58px;top:49px;width:30px;height:20px">';`,
        },
      ]),
    );
    expect(broken(found as Found)).toEqual(['image-alt x-card | x-icon | img']);
    expect(found?.violations[0]?.nodes[0]?.target).toEqual([['x-card', 'x-icon', 'img']]);
    expect(boxesOf(found)).toEqual([{ x: 58, y: 49, width: 30, height: 20 }]);
    expect(found?.aria.split('\n').slice(2)).toEqual([
      '    - heading "Card" [level=2]',
      '    - text: Slotted',
      '    - img',
    ]);
  });

  it('reaches into frames, also of other sites and inside each other', async () => {
    const frame = 'border:2px solid;padding:3px;width:200px;height:100px;display:block';
    const inner = `<html lang=en><title>In</title><body style='margin:0'><img src='data:,' style='display:block;width:20px;height:10px'><button style='margin-top:500px'></button>`;
    const [found] = await find(
      examples([
        {
          html: `<main><div style="height:40px">Frames</div>
            <iframe title="own" srcdoc="${inner.replaceAll('"', '&quot;')}" style="${frame}"></iframe>
            <iframe title="foreign" src="${siteOrigin}/frame"></iframe>
            <iframe title="empty"></iframe>
            <iframe title="sandboxed" sandbox srcdoc="<html lang=en><title>S</title><img src='data:,'>"></iframe>
            <iframe title="nested" srcdoc="<html lang=en><title>N</title><main><iframe title=deep srcdoc='<html lang=en><title>D</title><h3>Deep</h3>'></iframe>"></iframe></main>`,
        },
      ]),
    );
    expect(broken(found as Found)).toEqual([
      'button-name iframe[title="own"] | button',
      'image-alt iframe[title="own"] | img',
      'image-alt iframe[title="foreign"] | img',
      'image-alt iframe[title="sandboxed"] | img',
    ]);
    // The button is scrolled out of its frame's view.
    expect(boxesOf(found)?.slice(0, 2)).toEqual([null, { x: 5, y: 45, width: 20, height: 10 }]);
    expect(found?.aria.split('\n').slice(2)).toEqual([
      '    - text: Frames',
      '    - iframe "own":',
      '      - img',
      '      - button',
      '    - iframe "foreign":',
      '      - heading "Elsewhere" [level=2]',
      '      - img',
      '    - iframe "empty"',
      '    - iframe "sandboxed":',
      '      - img',
      '    - iframe "nested":',
      '      - main:',
      '        - iframe "deep":',
      '          - heading "Deep" [level=3]',
    ]);
  });

  it('leaves out what is hidden from the picture, and sees elements in the states they are shown in', async () => {
    const style = '<style>a:hover { color: #bbbbbb; background: #ffffff }</style>';
    const html = (attribute: string) =>
      `<main><p><a href="#" ${attribute}>Link</a></p><p data-happo-hide><img src="data:,">Clock</p></main>`;
    const list = [{ html: html('') }, { html: html('data-happo-hover') }];
    const work = { ...examples(list, style) };
    const [plain, hovered] = await find({
      ...work,
      payload: { ...work.payload, applyPseudoClasses: true },
    });
    expect(broken(plain as Found)).toEqual([]);
    expect(broken(hovered as Found)).toEqual(['color-contrast a']);
    expect(plain?.aria).not.toMatch(/Clock|img/);
  });

  it('is found on pages, too', async () => {
    const pages = [{ url: `${siteOrigin}/page`, title: 'Start' }];
    const [found] = await find({ payload: { viewport: '300x200', pages }, type });
    expect(broken(found as Found)).toEqual(['document-title html', 'html-has-lang html']);
    expect(found?.aria).toBe('- document:\n  - paragraph: No language');
  });
});

describe('window.happoAxeOptions', () => {
  const html = '<main><img src="data:,"><button></button><p>Text</p></main>';
  const withOptions = (options: string) =>
    examples([{ html, code: `window.happoAxeOptions = ${options};` }]);

  it('chooses rules, by tag, by name, and one by one', async () => {
    const rulesOf = async (options: string) => {
      const [found] = await find(withOptions(options));
      return found?.violations.map(({ id }) => id);
    };
    expect(await rulesOf('undefined')).toEqual(['button-name', 'image-alt']);
    expect(await rulesOf(`{ runOnly: ['cat.text-alternatives'] }`)).toEqual(['image-alt']);
    expect(await rulesOf(`{ runOnly: { type: 'rule', values: ['button-name'] } }`)).toEqual([
      'button-name',
    ]);
    expect(await rulesOf(`{ rules: { 'image-alt': { enabled: false } } }`)).toEqual([
      'button-name',
    ]);
    // What says how the result is made is ours to say.
    expect(await rulesOf(`{ reporter: 'no-passes', selectors: false, on: () => {} }`)).toEqual([
      'button-name',
      'image-alt',
    ]);
  });

  it.each([
    [`{ runOnly: 7 }`, 'window.happoAxeOptions cannot be used: runOnly: '],
    [`{ rules: { 'image-alt': false } }`, 'window.happoAxeOptions cannot be used: rules'],
    [`{ runOnly: 'x'.repeat(200000) }`, 'window.happoAxeOptions is no JSON data of at most'],
    ['() => {}', 'is no JSON data'],
    [`{}; window.happoAxeOptions.self = window.happoAxeOptions`, 'cannot be read: TypeError: Conv'],
    [`{ toJSON() { throw new Error('not mine'); } }`, 'cannot be read: not mine'],
  ])('%s fails the capture with its reason', async (options, reason) => {
    const failure = await test.server.failure(withOptions(options));
    expect(failure.message).toContain(reason);
    expect(failure.retryable).toBe(false);
  });

  it('fails the example where axe-core does not know the rule', async () => {
    const options = `{ runOnly: { type: 'rule', values: ['nonsense'] } }`;
    const { failed } = await test.server.partly(withOptions(options));
    expect(failed?.[0]?.message).toContain('examined by axe-core: unknown rule');
  });
});

describe('recorded documents', () => {
  it('are examined as they were recorded, and no script of theirs says how', async () => {
    const [found, frames] = await find(
      recorded([
        {
          html: `<main><script>window.happoAxeOptions = { runOnly: ['none'] };</script>
            <x-card><happo-shadow-content style="display:none"><img src="data:,"></happo-shadow-content></x-card></main>`,
        },
        {
          html: `<main><iframe title="f" srcdoc="<html lang=en><title>F</title><button></button>"></main>`,
        },
      ]),
    );
    expect(broken(found as Found)).toEqual(['image-alt x-card | img']);
    expect(found?.aria).toBe('- document:\n  - main:\n    - img');
    expect(broken(frames as Found)).toEqual(['button-name iframe | button']);
  });
});

describe('equal pages', () => {
  /** Generated ids on elements that break rules, in labels and addresses, beside generated places. */
  const generated = `
    const id = () => Math.random().toString(36).slice(2) + Date.now();
    const [one, two, three] = [id(), id(), id()];
    root.innerHTML = '<main><div style="height:' + Math.floor(Math.random() * 90) + 'px"></div>'
      + '<div id="' + one + '"><img src="' + location.origin + '/x.png"></div>'
      + '<a href="#' + two + '" id="' + two + '"></a>'
      + '<input aria-labelledby="' + three + '" id="' + three + '"></main>';`;

  it('have equal hashes in 20 captures by two workers, also where ids are made up', async () => {
    const other = await startTestWorker();
    try {
      const servers = [test.server, other.server];
      const captures = Array.from({ length: 20 }, (_, index) =>
        find(examples([{ code: generated }]), servers[index % 2]),
      );
      const found = (await Promise.all(captures)).flat();
      expect(found.map((one) => one.violations.map(({ id }) => id))).toEqual(
        Array.from({ length: 20 }, () => ['image-alt', 'label', 'link-name']),
      );
      expect(new Set(found.map(({ hash }) => hash)).size).toBe(1);
    } finally {
      await other.stop();
    }
  });

  it('are told from others by rule, element, markup and what is said', async () => {
    const base = '<main><img src="a.png"><p>Text</p></main>';
    const variants = [
      base,
      '<main><img src="b.png"><p>Text</p></main>',
      '<main><p>Text</p><img src="a.png"></main>',
      '<main><img src="a.png"><p>Other text</p></main>',
      '<main><img src="a.png"><p>Text</p><button></button></main>',
      '<main><img src="a.png" alt="A"><p>Text</p></main>',
    ];
    const [again] = await find(examples([{ html: base }]));
    const found = await find(examples(variants.map((html) => ({ html }))));
    const hashes = found.map(({ hash }) => hash);
    expect(hashes[0]).toBe(again?.hash);
    expect(new Set(hashes).size).toBe(variants.length);
  });

  it('bring their result and picture to the server once', async () => {
    const list = ['one', 'two'].map((variant) => ({ variant, html: '<main><p>Once</p></main>' }));
    const before = test.server.uploads.length;
    await find(examples(list));
    await find(examples(list));
    expect(test.server.uploads.length - before).toBe(2);
  });
});

describe('pages that do harm', () => {
  it('cannot reach what examines them', async () => {
    const [found] = await find(
      examples([
        {
          html: '<main><img src="data:," id="axe"><form id="twinlensAxe"></form></main>',
          code: `window.axe = { run: () => ({ violations: [] }) };
            for (const name of ['getAttribute', 'hasAttribute', 'matches', 'querySelectorAll']) {
              Element.prototype[name] = () => { throw new Error('mine'); };
            }
            Object.prototype.toJSON = () => 'mine';
            JSON.stringify = () => '{}';
            window.getComputedStyle = () => ({});
            postMessage({ topic: 'axe.start', channelId: '1', messageId: '1', payload: '{}' }, '*');`,
        },
      ]),
    );
    expect(broken(found as Found)).toEqual(['image-alt #axe']);
  });

  it('are given up when examining them takes too long, and the next one is examined', async () => {
    const impatient = await startTestWorker({ limits: { accessibilityMs: 200 } });
    try {
      const html = '<p style="color:#aaaaaa">Low contrast</p>'.repeat(5000);
      const { failed } = await impatient.server.partly(examples([{ variant: 'large', html }]));
      expect(failed?.[0]?.message).toBe('"Example, large" could not be examined within 0.2 s');
    } finally {
      await impatient.stop();
    }
    const [found] = await find(examples([{ html: '<main>Next</main>' }]));
    expect(found?.violations).toEqual([]);
  });

  it('are examined also where elements have the names of what scripts use', async () => {
    const names = ['querySelectorAll', 'documentElement', 'body', 'nodeName', 'parentNode'];
    const forms = names.map((name) => `<form name="${name}"></form>`).join('');
    const [found] = await find(examples([{ html: `<main>${forms}<img src="data:,"></main>` }]));
    expect(broken(found as Found)).toEqual(['image-alt img']);
  });

  it('are told what axe-core says where it fails over them', async () => {
    const html = '<main><form><input name="nodeName" aria-label="x"></form></main>';
    const { failed } = await test.server.partly(examples([{ variant: 'named', html }]));
    expect(failed?.[0]?.message).toMatch(
      /^"Example, named" could not be examined by axe-core: TypeE/,
    );
  });

  it('are cut off where there is too much of them', async () => {
    const html = `<main>${'<img src="data:,">'.repeat(2100)}</main>`;
    const deep = `<main>${'<div role="group">'.repeat(400)}<img src="data:,">`;
    const { snapshots, log } = await test.server.capture(
      examples([{ html }, { html: deep }], `<style>img { width: 1px; height: 1px }</style>`),
    );
    const results = snapshots.map(({ image }) => test.server.results.get(image.hash)?.result);
    expect(results[0]?.violations[0]?.nodes).toHaveLength(2000);
    expect(log.map(({ text }) => text)).toContainEqual(
      '2100 elements break rules; only the worst 2000 are kept',
    );
    expect(results[1]?.aria.split('\n').at(-1)).toMatch(/^ {400}- img$/);
  });
});
