import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Work } from './server-double.ts';
import { pictureOf, recordedWork, startTestWorker, type TestWorker } from './worker-fixture.ts';

let test: TestWorker;

beforeAll(async () => {
  test = await startTestWorker();
});
afterAll(() => test.stop());

async function picturesOf(work: Work) {
  const result = await test.server.capture(work);
  return result.snapshots.map(({ variant }) => pictureOf(test.server, result, variant));
}

const square = (colour: string, attributes = '') =>
  `<div style="width:20px;height:20px;background:${colour}" ${attributes}></div>`;

function svg(colour: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20" fill="${colour}"/></svg>`;
}

describe('a recorded document', () => {
  it('is in standards mode, with its attributes', async () => {
    const [picture] = await picturesOf(
      recordedWork(
        [
          {
            html: '<p></p>',
            htmlElementAttrs: { lang: 'de', 'data-theme': '"dark" & <b>', 'x>y': '1' },
            bodyElementAttrs: { class: 'page', style: '--size: 30px' },
            stylesheets: [],
          },
        ],
        {
          payload: {
            // Quirks mode would take a number without a unit for pixels.
            globalCSS: [
              {
                css: `p { margin: 0; width: var(--size); height: 10px; height: 50 }
                [data-theme='"dark" & <b>']:lang(de) .page p { background: #123456 }`,
              },
            ],
          },
        },
      ),
    );
    expect(picture?.size).toBe('30x10');
    expect(picture?.at(5, 5)).toBe('#123456');
  });

  it('may be a body element, or several elements', async () => {
    const css =
      'body { margin: 0 } .app p { background: #ff0000 } .app.wide p { background: #00ff00 } p { margin: 0; height: 20px }';
    const pictures = await picturesOf(
      recordedWork(
        [
          { html: '<body class="app wide" style="width:40px"><p></p></body>' },
          {
            html: '<body class="app wide"><p></p></body>',
            bodyElementAttrs: { class: 'app wide', style: 'width:50px' },
          },
          {
            html: `${square('#0000ff')}\n${square('#00ff00')}\n<div style="display: none;"><svg><symbol id="s"><rect width="20" height="20" fill="#ff00ff"/></symbol></svg></div>\n<svg width="20" height="20" style="display:block"><use href="#s"/></svg>`,
          },
        ],
        { payload: { globalCSS: [{ css }] } },
      ),
    );
    expect(pictures.map(({ size }) => size)).toEqual(['40x20', '50x20', '20x60']);
    expect(pictures.slice(0, 2).map((picture) => picture.at(10, 10))).toEqual([
      '#00ff00',
      '#00ff00',
    ]);
    const [, , several] = pictures;
    expect([10, 30, 50].map((y) => several?.at(10, y))).toEqual(['#0000ff', '#00ff00', '#ff00ff']);
  });

  it('may be a part of a table', async () => {
    const css = `table { border-spacing: 7px } tr { background: #00ff00 }
      td, th { padding: 0; width: 20px; height: 20px }`;
    const parts = [
      '<tr><td></td><td></td></tr>\n<tr><td></td></tr>',
      '<td style="background:#00ff00"></td>',
      '<tbody><tr><th></th></tr></tbody>\n<div style="display: none;"><svg></svg></div>',
    ];
    const work = recordedWork(
      parts.map((html) => ({ html })),
      { payload: { globalCSS: [{ css }] } },
    );
    const pictures = await picturesOf(work);
    expect(pictures.map(({ size }) => size)).toEqual(['47x47', '20x20', '20x20']);
    expect(pictures.map((picture) => picture.at(10, 10))).toEqual(parts.map(() => '#00ff00'));
  });

  it('has the style sheets that were recorded with it, in their order', async () => {
    const globalCSS = [
      {
        id: 'base',
        conditional: true,
        css: 'p { margin: 0; width: 20px; height: 20px; background: #ff0000 }',
      },
      { id: 'lost', conditional: true },
      {
        id: 'https://example.test/theme.css',
        conditional: true,
        css: 'p { background: #0000ff } /* </style><p>no</p> */',
      },
      { css: 'p { border-top: 5px solid #00ff00 }' },
    ];
    const html = '<p></p>';
    const work = (payload: Parameters<typeof recordedWork>[1]) =>
      recordedWork(
        [
          { html, stylesheets: ['https://example.test/theme.css', 'lost', 'base'] },
          { html, stylesheets: ['base'], css: 'p { border-top-color: #ff00ff }' },
          { html },
        ],
        payload,
      );
    const [themed, plain, bare] = await picturesOf(work({ payload: { globalCSS } }));
    expect([themed?.at(10, 2), themed?.at(10, 10)]).toEqual(['#00ff00', '#0000ff']);
    expect(themed?.size).toBe('20x25');
    expect([plain?.at(10, 2), plain?.at(10, 10)]).toEqual(['#ff00ff', '#ff0000']);
    expect([bare?.at(10, 2), bare?.size]).toEqual(['#00ff00', '1008x5']);
    const text = 'p { margin: 0; width: 7px; height: 7px; background: #123456 }';
    const pictures = await picturesOf(work({ payload: { globalCSS: text } }));
    expect(pictures.map(({ size }) => size)).toEqual(['7x7', '7x12', '7x7'].map(() => '7x7'));
  });

  it('finds its assets, however it writes their addresses', async () => {
    const sources = [
      '/img/a.svg',
      'img/a.svg',
      '../img/a.svg',
      'img/with%20space.svg',
      'img/with space.svg',
      '/img/a.svg?v=1#x',
      '/_external/0123.svg',
      '/.happo-tmp/_inlined/0123.svg',
    ];
    const green = svg('#00ff00');
    const files = [
      { name: 'img/a.svg', content: green },
      { name: 'img/with space.svg', content: green },
      { name: '_external/0123.svg', content: green },
      { name: '.happo-tmp/_inlined/0123.svg', content: green },
      { name: 'img/background.svg', content: svg('#0000ff') },
      { name: '_external/sheet.css', content: 'i { background: #ff00ff }' },
    ];
    const images = sources.map((src) => `<img src="${src}" style="display:block">`).join('');
    const css = "p { margin: 0; width: 20px; height: 20px; background: url('img/background.svg') }";
    const [picture] = await picturesOf(
      recordedWork(
        [
          {
            html: `<div>${images}<p></p><link rel="stylesheet" href="/_external/sheet.css"><i style="display:block;width:20px;height:20px"></i></div>`,
            bodyElementAttrs: { style: 'width: 20px' },
          },
        ],
        { files, payload: { globalCSS: [{ css }] } },
      ),
    );
    expect(picture?.size).toBe('20x200');
    const colours = Array.from({ length: 10 }, (_, index) => picture?.at(10, index * 20 + 10));
    expect(colours).toEqual([...sources.map(() => '#00ff00'), '#0000ff', '#ff00ff']);
  });

  it('has its shadow roots, one inside the other', async () => {
    const shadow = (html: string) =>
      `<happo-shadow-content style="display: none;">${html}</happo-shadow-content>`;
    const inner = shadow(
      '<style>b { background: #0000ff; display: block; height: 20px }</style><b></b>',
    );
    const outer = shadow(`<style data-happo-inlined="true">b { background: #00ff00 }</style>
      <link rel="stylesheet" href="/shadow.css"><b></b><x-inner>${inner}</x-inner><slot name="end"></slot>`);
    const [picture] = await picturesOf(
      recordedWork(
        [
          {
            html: `<x-outer><b slot="end"></b><b>in no slot</b>${outer}</x-outer><button>${shadow('<b></b>')}</button>`,
            bodyElementAttrs: { style: 'width:20px' },
          },
        ],
        {
          files: [{ name: 'shadow.css', content: 'b { display: block; height: 20px }' }],
          payload: {
            globalCSS: [
              {
                css: `b { display: block; height: 20px; background: #ff00ff }
                  button { display: block; width: 20px; height: 20px; border: 0; padding: 0; background: #123456 }`,
              },
            ],
          },
        },
      ),
    );
    expect(picture?.size).toBe('20x80');
    expect([10, 30, 50, 70].map((y) => picture?.at(10, y))).toEqual([
      '#00ff00',
      '#0000ff',
      '#ff00ff',
      '#123456',
    ]);
  });

  it('has its custom elements defined, as they were where it was recorded', async () => {
    const css = `x-card { display: block; width: 20px; height: 20px; background: #00ff00 }
      :not(:defined) { visibility: hidden }`;
    const [picture] = await picturesOf(
      recordedWork([{ html: '<x-card></x-card>' }], { payload: { globalCSS: [{ css }] } }),
    );
    expect([picture?.size, picture?.at(10, 10)]).toEqual(['20x20', '#00ff00']);
  });

  it.each(['first-frame', 'last-frame'] as const)(
    'is at rest, although it is put together (%s)',
    async (freezeAnimations) => {
      const css =
        'p { margin: 0; width: 20px; height: 20px; background: #00ff00; transition: background 9s }';
      const shadow =
        '<happo-shadow-content><style>p { background: #ff0000 !important }</style></happo-shadow-content>';
      const [picture] = await picturesOf(
        recordedWork([{ html: `<p></p><div>${shadow}</div>` }], {
          payload: { freezeAnimations, globalCSS: [{ css }] },
        }),
      );
      expect(picture?.at(10, 10)).toBe('#00ff00');
    },
  );

  it('waits for what is in its shadow roots', async () => {
    const html = `<div><happo-shadow-content><img src="/a.svg" loading="lazy" style="display:block;margin-top:5000px"></happo-shadow-content></div>`;
    const files = [{ name: 'a.svg', content: svg('#00ff00') }];
    const payload = { maxHeight: 6000 };
    const [picture] = await picturesOf(recordedWork([{ html }], { files, payload }));
    expect(picture?.at(10, Number(picture.size.split('x')[1]) - 10)).toBe('#00ff00');
  });

  it('has its modal dialog above everything, with its backdrop', async () => {
    const css = `body { margin: 0; width: 200px; height: 200px }
      dialog { border: 0; padding: 0; width: 50px; height: 50px; background: #ff0000 }
      dialog:modal { background: #00ff00; margin: auto auto auto 0; inset: 0 }
      dialog::backdrop { background: #0000ff }
      button:focus { background: #ff0000; border: 0; outline: 30px solid #ff0000 }
      main { position: relative; z-index: 99; width: 200px; height: 200px; background: #ff0000 }`;
    const [modal, plain] = await picturesOf(
      recordedWork(
        [
          { html: '<main></main><dialog open data-happo-modal="true"><button>x</button></dialog>' },
          { html: '<dialog open style="margin:0"></dialog>' },
        ],
        { payload: { viewport: '200x200', globalCSS: [{ css }] } },
      ),
    );
    expect([modal?.at(45, 100), modal?.at(100, 20)]).toEqual(['#00ff00', '#0000ff']);
    expect(plain?.at(25, 25)).toBe('#ff0000');
  });

  it('is scrolled where it was scrolled', async () => {
    const stripes = 'linear-gradient(#ff0000 100px, #00ff00 100px 300px, #0000ff 300px)';
    const scroller = (position: string, style = '') =>
      `<div data-happo-scrollposition="${position}" style="width:50px;height:50px;overflow:auto;${style}"><div style="height:600px;width:300px;background:${stripes}"></div></div>`;
    const [picture] = await picturesOf(
      recordedWork(
        [
          {
            html: `${scroller('200,0')}${scroller('400,120', 'scroll-behavior:smooth')}${scroller('9999,0')}${scroller('x')}
          <div data-happo-scrollposition="150,0" style="width:50px;height:50px;overflow:auto"><img src="/tall.svg" style="display:block"></div>`,
          },
        ],
        {
          files: [
            {
              name: 'tall.svg',
              content: `<svg xmlns="http://www.w3.org/2000/svg" width="50" height="300"><rect width="50" height="300" fill="#ff00ff"/><rect width="50" height="100" fill="#ff0000"/></svg>`,
            },
          ],
        },
      ),
    );
    const at = (y: number) => picture?.at(10, y);
    expect([25, 75, 125, 175, 225].map(at)).toEqual([
      '#00ff00',
      '#0000ff',
      '#0000ff',
      '#ff0000',
      '#ff00ff',
    ]);
  });

  it('is cut to the element that was asked for, with everything around it laid out', async () => {
    const [picture] = await picturesOf(
      recordedWork([
        {
          html: `<body class="app"><h1 style="margin:0;height:100px">Title</h1><main style="padding-left:30px">${square('#00ff00', 'data-happo-clip="true"')}</main><footer>x</footer></body>`,
          bodyElementAttrs: { class: 'app' },
        },
      ]),
    );
    expect(picture?.size).toBe('20x20');
    expect([picture?.at(0, 0), picture?.at(19, 19)]).toEqual(['#00ff00', '#00ff00']);
  });

  it('has the inputs it was recorded with', async () => {
    const css = `input { appearance: none; display: block; margin: 0; width: 20px; height: 20px; background: #ff0000 }
      input:checked, input[value="x"]:not(:placeholder-shown) { background: #00ff00 } input[type=text] { border: 0; color: transparent }`;
    const [picture] = await picturesOf(
      recordedWork(
        [
          {
            html: '<input type="checkbox" checked="checked"><input type="checkbox"><input type="text" value="x" placeholder="y">',
          },
        ],
        { payload: { globalCSS: [{ css }] } },
      ),
    );
    expect([10, 30, 50].map((y) => picture?.at(10, y))).toEqual(['#00ff00', '#ff0000', '#00ff00']);
  });

  it('is not needed at all: nothing recorded for a target gives no pictures', async () => {
    const result = await test.server.capture(recordedWork([]));
    expect(result.snapshots).toEqual([]);
    const { payload } = recordedWork([{ html: square('#00ff00') }]);
    const { assetsPackage: _, ...bare } = payload;
    const alone = await test.server.capture({ payload: bare });
    expect(alone.snapshots).toHaveLength(1);
  });
});

describe('pseudo classes', () => {
  const css = `p { width: 20px; height: 20px; margin: 0; background: #ff0000 }
    nav:hover p { background: #0000ff } section:focus-within p { background: #00ff00 }
    footer:active p { background: #ff00ff }`;
  const shadow = (html: string) =>
    `<x-host><happo-shadow-content style="display: none;"><style>
      p { width: 20px; height: 20px; margin: 0; background: #ff0000 }
      p:hover { background: #123456 } button { display: block; width: 20px; height: 20px; border: 0; padding: 0; background: #ff0000 }
      button:focus { background: #abcdef; outline: 0 } :host(:hover) i { background: #00ff00 } i { display: block; width: 20px; height: 20px; background: #ff0000 }
    </style>${html}</happo-shadow-content></x-host>`;
  const snapshots = [
    '<nav><p></p><a data-happo-hover="true"></a></nav>',
    '<section><p></p><button data-happo-focus="true" style="position:absolute;opacity:0"></button></section>',
    '<footer><p></p><a data-happo-active="true"></a></footer>',
    shadow('<p data-happo-hover="true"></p>'),
    shadow('<button data-happo-focus="true"></button>'),
    shadow('<i></i><u data-happo-hover="true"></u>'),
    '<section><p></p><i data-happo-focus="true"></i></section>',
  ].map((html) => ({ html }));

  it.each([
    [true, ['#0000ff', '#00ff00', '#ff00ff', '#123456', '#abcdef', '#00ff00', '#00ff00']],
    [false, snapshots.map(() => '#ff0000')],
  ])('apply around an element and inside shadow roots, if wanted: %s', async (wanted, colours) => {
    const payload = { applyPseudoClasses: wanted, globalCSS: [{ css }] };
    const pictures = await picturesOf(recordedWork(snapshots, { payload }));
    expect(pictures.map((picture) => picture.at(10, 10))).toEqual(colours);
  });
});
