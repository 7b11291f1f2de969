import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureAndRemember } from './remembered.ts';
import {
  type RecordedPage,
  recordedWork,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

let test: TestWorker;

beforeAll(async () => {
  test = await startTestWorker();
  test.server.remembers = true;
});
afterAll(() => test.stop());

type Options = NonNullable<Parameters<typeof recordedWork>[1]>;

interface Run {
  documents: RecordedPage[];
  files: Record<string, string>;
  payload: NonNullable<Options['payload']>;
}

const capture = ({ documents, files, payload }: Run) =>
  captureAndRemember(
    test.server,
    recordedWork(documents, {
      files: Object.entries(files).map(([name, content]) => ({ name, content })),
      payload,
    }),
  );

const svg = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20" fill="${colour}"/></svg>`;

/** Three documents that have little in common. */
function example(): Run {
  return {
    documents: [
      { variant: 'plain', html: '<p>text</p>', htmlElementAttrs: { lang: 'en' } },
      { variant: 'styled', html: '<b>x</b>', stylesheets: ['a'], css: 'b { margin: 0 }' },
      { variant: 'pictured', html: '<img src="/a.svg"><img src="/gone.svg">' },
    ],
    files: { 'a.svg': svg('red'), 'unused.svg': svg('blue') },
    payload: {
      globalCSS: [
        { id: 'a', conditional: true, css: 'b { color: red }' },
        { id: 'b', conditional: true, css: 'i { color: red }' },
      ],
    },
  };
}

const all = ['plain', 'styled', 'pictured'];

describe('recorded documents that were captured before', () => {
  it('are not rendered again, and it is said', async () => {
    const first = await capture(example());
    const second = await capture(example());
    expect([first.rendered, first.copied]).toEqual([all, []]);
    expect([second.rendered, second.copied]).toEqual([[], all]);
    const images = ({ result }: typeof first) => result.snapshots.map(({ image }) => image);
    expect(images(second)).toEqual(images(first));
    expect(first.log).toContain('3 of 3 were rendered: 3 not captured before');
    expect(second.log).toContain('3 of 3 pictures were copied from earlier captures');
  });

  const changes: [what: string, change: (run: Run) => void, rendered: string[]][] = [
    [
      'its HTML',
      ({ documents }) => Object.assign(documents[0] ?? {}, { html: '<p>new</p>' }),
      ['plain'],
    ],
    [
      'an attribute of its root',
      ({ documents }) => Object.assign(documents[0] ?? {}, { htmlElementAttrs: { lang: 'de' } }),
      ['plain'],
    ],
    [
      'rules of its own',
      ({ documents }) => Object.assign(documents[1] ?? {}, { css: 'b {}' }),
      ['styled'],
    ],
    [
      'a style sheet that applies to it',
      ({ payload }) => {
        payload.globalCSS = [{ id: 'a', conditional: true, css: 'b { color: blue }' }];
      },
      ['styled'],
    ],
    [
      'a style sheet that applies to all',
      ({ payload }) => {
        payload.globalCSS = [...(payload.globalCSS as object[]), { css: 'html { color: red }' }];
      },
      all,
    ],
    [
      'the bytes of an asset',
      ({ files }) => {
        files['a.svg'] = svg('green');
      },
      ['pictured'],
    ],
    [
      'an asset that was missing',
      ({ files }) => {
        files['gone.svg'] = svg('green');
      },
      ['pictured'],
    ],
    [
      'an asset that is gone',
      ({ files }) => {
        delete files['a.svg'];
      },
      ['pictured'],
    ],
    [
      'an option of the target',
      ({ payload }) => {
        payload.maxHeight = 7;
      },
      all,
    ],
    [
      'an option nobody knows',
      ({ payload }) => {
        Object.assign(payload, { somethingElse: 1 });
      },
      all,
    ],
  ];
  it.each(changes)('are rendered where %s is different', async (_what, change, rendered) => {
    await capture(example());
    const changed = example();
    change(changed);
    expect((await capture(changed)).rendered).toEqual(rendered);
    expect((await capture(changed)).rendered).toEqual([]);
    expect((await capture(example())).rendered).toEqual([]);
  });

  it('are copied whatever else is different', async () => {
    await capture(example());
    const changed = example();
    changed.files['unused.svg'] = svg('black');
    changed.files['new.svg'] = svg('black');
    changed.payload.globalCSS = [
      { id: 'a', conditional: true, css: 'b { color: red }' },
      { id: 'b', conditional: true, css: 'i { color: green }' },
    ];
    changed.payload.assetsPackage = 'a/1/1.zip';
    changed.documents = changed.documents.map((one) => ({ ...one, timestamp: 7 })).toReversed();
    expect((await capture(changed)).copied).toEqual(all.toReversed());
  });

  it('have the assets they got from the document before among theirs, of every kind', async () => {
    const html = `<link rel="stylesheet" href="/linked.css"><img srcset="/set.svg 1x">
      <p class="tiled">x</p><p class="imported">x</p><iframe src="/frame.html"></iframe>
      <svg><image href="/inside.svg" width="9" height="9"></image></svg>`;
    const files = {
      'linked.css': '@import "/imported.css"; .tiled { background: url(/tile.svg) }',
      'imported.css': '.imported { background: url(/deep.svg) }',
      'frame.html': '<link rel="stylesheet" href="/framed.css"><img src="/framed.svg">',
      'framed.css': 'body { background: url(/framed-tile.svg) }',
      ...Object.fromEntries(
        ['set', 'tile', 'deep', 'framed', 'framed-tile', 'inside'].map((name) => [
          `${name}.svg`,
          svg('red'),
        ]),
      ),
    };
    const documents = [
      { variant: 'one', html },
      { variant: 'two', html: `${html}<p>two</p>` },
      { variant: 'none', html: '<p>none</p>' },
    ];
    await capture({ documents, files, payload: {} });
    for (const name of Object.keys(files)) {
      const changed = { ...files, [name]: `${files[name as keyof typeof files]} ` };
      const { rendered, log } = await capture({ documents, files: changed, payload: {} });
      expect([name, rendered]).toEqual([name, ['one', 'two']]);
      expect(log).toContain(`2 with other assets (${name} has changed)`);
    }
  });

  it('are never copied where something comes from outside, unless nothing could', async () => {
    const documents = [
      { variant: 'outside', html: '<img src="http://outside.invalid/a.png">' },
      { variant: 'inside', html: '<p>x</p>' },
    ];
    const open = { documents, files: {}, payload: {} };
    const { log } = await capture(open);
    expect(log).toContain(
      '"Page, outside" is not copied next time: it asks for http://outside.invalid, and what comes from there is not known before',
    );
    expect((await capture(open)).rendered).toEqual(['outside']);
    const closed = { ...open, payload: { allowedHostnames: ['other.invalid'] } };
    await capture(closed);
    expect((await capture(closed)).rendered).toEqual([]);
  });
});
