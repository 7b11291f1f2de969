/** One page for each convention of a capture, with what its picture has to show. */

import type { Work } from './server-double.ts';
import { packageWork, pageOf, recordedWork } from './worker-fixture.ts';

export interface Convention {
  name: string;
  /** What a person is told beside the picture. */
  says: string;
  work: Work;
  size: string;
  /** Colours of pixels, by place: `#rrggbb`, or `transparent`. */
  pixels: [x: number, y: number, colour: string][];
}

type Payload = Partial<Work['payload']>;

const red = '#d92d20';
const green = '#12b76a';
const blue = '#2e90fa';
const pale = '#f2f4f7';

/** One pixel: red, and blue 20 ms later. */
const twoFrameGif =
  'data:image/gif;base64,R0lGODlhAQABAIAAAP8AAAAA/yH5BAQCAAAALAAAAAABAAEAAAICRAEAIfkEBAIAAAAsAAAAAAEAAQAAAgJMAQA7';

/** What `Math.random` answers first. */
const firstChance = 0.005756614962592721;

const box = (width: number, height: number, style: string, attributes = '') =>
  `<div ${attributes} style="width:${width}px;height:${height}px;${style}"></div>`;

function shown(html: string, payload: Payload = {}, head = '', code = ''): Work {
  return packageWork(pageOf([{ variant: 'v0', html, code }], head), { payload });
}

export const conventions: Convention[] = [
  {
    name: 'Box of the content',
    says: 'The picture is as large as what is rendered. The wrapper is ignored, the element in it is not.',
    work: shown(`<div data-happo-ignore>${box(120, 40, `background:${blue}`)}</div>`),
    size: '120x40',
    pixels: [[60, 20, blue]],
  },
  {
    name: 'Portal',
    says: 'What is rendered far from the root is found, and nothing between.',
    work: shown(box(60, 30, `position:absolute;left:300px;top:200px;background:${green}`)),
    size: '60x30',
    pixels: [[30, 15, green]],
  },
  {
    name: 'Overflow',
    says: 'Boxes count as far as scrolling ancestors show them.',
    work: shown(
      `<div style="width:100px;height:40px;overflow:auto;background:${pale}">${box(600, 20, `background:${blue}`)}</div>`,
    ),
    size: '100x40',
    pixels: [
      [50, 10, blue],
      [50, 30, pale],
    ],
  },
  {
    name: 'Negative offset',
    says: 'What lies left of the page or above it is cut off, as on a screen.',
    work: shown(box(80, 40, `background:${blue};position:absolute;left:-20px;top:-10px`)),
    size: '60x30',
    pixels: [[0, 0, blue]],
  },
  {
    name: 'Fixed element',
    says: 'A fixed element stands where it stands in the viewport, whatever was scrolled.',
    work: shown(
      `${box(80, 1600, `background:${pale}`)}${box(30, 20, `position:fixed;left:8px;top:8px;background:${red}`)}`,
      {},
      '',
      'scrollTo(0, 500);',
    ),
    size: '80x1600',
    pixels: [
      [15, 10, red],
      [15, 700, pale],
    ],
  },
  {
    name: 'Shadow root',
    says: 'Open shadow roots are measured like the rest.',
    work: shown(
      '<section></section>',
      {},
      '',
      `root.firstChild.style.display = 'contents';
       root.firstChild.attachShadow({ mode: 'open' }).innerHTML = ${JSON.stringify(box(90, 30, `background:${green}`))};`,
    ),
    size: '90x30',
    pixels: [[45, 15, green]],
  },
  {
    name: 'Nothing to show',
    says: 'An example that shows nothing has a picture of one pixel; none at all would read as deleted.',
    work: shown(''),
    size: '1x1',
    pixels: [[0, 0, '#ffffff']],
  },
  {
    name: 'Hidden by mark',
    says: '`data-happo-hide` keeps its place and is not seen.',
    work: shown(
      `<div style="width:120px;height:40px;background:${pale}">${box(60, 40, `background:${red}`, 'data-happo-hide')}</div>`,
    ),
    size: '120x40',
    pixels: [[30, 20, pale]],
  },
  {
    name: 'Cut off',
    says: '`maxHeight` and `maxWidth` cut the picture off.',
    work: shown(box(400, 400, `background:linear-gradient(${blue} 50%, ${red} 50%)`), {
      maxHeight: 100,
      maxWidth: 150,
    }),
    size: '150x100',
    pixels: [[140, 90, blue]],
  },
  {
    name: 'Pseudo classes',
    says: '`data-happo-hover`, `-focus`, `-active` and `-focus-visible` look as if it were so.',
    work: shown(
      '<button class="b" data-happo-hover>A</button><button class="b" data-happo-focus>B</button><button class="b" data-happo-active>C</button>',
      { applyPseudoClasses: true },
      `<style>.b { all: unset; display: inline-block; width: 40px; height: 40px; background: ${pale}; font: 20px sans-serif }
        .b:hover { background: ${blue} } .b:focus { background: ${green} } .b:active { background: ${red} }</style>`,
    ),
    size: '120x40',
    pixels: [
      [2, 2, blue],
      [42, 2, green],
      [82, 2, red],
    ],
  },
  {
    name: 'Dark scheme',
    says: '`prefersColorScheme` is what media queries find.',
    work: shown(
      box(100, 30, '', 'class="scheme"'),
      { prefersColorScheme: 'dark' },
      `<style>.scheme { background: ${pale} } @media (prefers-color-scheme: dark) { .scheme { background: #101828 } }</style>`,
    ),
    size: '100x30',
    pixels: [[50, 15, '#101828']],
  },
  {
    name: 'Less motion',
    says: '`prefersReducedMotion` too.',
    work: shown(
      box(100, 30, '', 'class="motion"'),
      { prefersReducedMotion: true },
      `<style>.motion { background: ${red} } @media (prefers-reduced-motion: reduce) { .motion { background: ${green} } }</style>`,
    ),
    size: '100x30',
    pixels: [[50, 15, green]],
  },
  {
    name: 'Animation that ends, last frame',
    says: 'With `freezeAnimations: last-frame` it stands at its end.',
    work: shown(
      box(100, 30, `animation:fill 900ms forwards`),
      { freezeAnimations: 'last-frame' },
      `<style>@keyframes fill { from { background: ${red} } to { background: ${green} } }</style>`,
    ),
    size: '100x30',
    pixels: [[50, 15, green]],
  },
  {
    name: 'Animation that ends, first frame',
    says: 'With `first-frame` at its start.',
    work: shown(
      box(100, 30, `animation:fill 900ms forwards`),
      { freezeAnimations: 'first-frame' },
      `<style>@keyframes fill { from { background: ${red} } to { background: ${green} } }</style>`,
    ),
    size: '100x30',
    pixels: [[50, 15, red]],
  },
  {
    name: 'What comes late',
    says: 'Timers of a moment after rendering have run when the picture is taken.',
    work: shown(
      box(100, 30, `background:${red}`),
      {},
      '',
      `setTimeout(() => { root.firstChild.style.background = '${green}'; }, 250);`,
    ),
    size: '100x30',
    pixels: [[50, 15, green]],
  },
  {
    name: 'Twice the pixels',
    says: '`deviceScaleFactor: 2`.',
    work: shown(box(60, 30, `background:${blue};border-right:1px solid ${red}`), {
      deviceScaleFactor: 2,
    }),
    size: '122x60',
    pixels: [
      [119, 30, blue],
      [120, 30, red],
    ],
  },
  {
    name: 'Same fonts',
    says: 'Text has the bundled fonts, and the same width in every browser.',
    work: shown(
      `<div style="font:40px/40px monospace;width:max-content;background:${pale}">0123456789</div>`,
    ),
    size: '240x40',
    pixels: [[0, 0, pale]],
  },
  {
    name: 'Images and answers',
    says: 'Images, background images and what requests bring are in the picture.',
    work: packageWork(
      pageOf([
        {
          variant: 'v0',
          html: `<img src="a.svg" width="40" height="40" style="display:block">${box(40, 40, 'background:url(a.svg)')}${box(40, 40, '', 'id="late"')}`,
          code: `fetch('late.json').then((answer) => answer.json()).then(({ colour }) => {
            document.getElementById('late').style.background = colour;
          });`,
        },
      ]),
      {
        files: [
          {
            name: 'a.svg',
            content: `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="${blue}"/></svg>`,
          },
          { name: 'late.json', content: JSON.stringify({ colour: green }) },
        ],
      },
    ),
    size: '40x120',
    pixels: [
      [20, 20, blue],
      [20, 60, blue],
      [20, 100, green],
    ],
  },
  {
    name: 'Frames',
    says: 'What is in frames is waited for, and stands still too.',
    work: packageWork(
      pageOf([
        {
          variant: 'v0',
          html: '<iframe src="frame.html" width="80" height="40" style="border:0;display:block"></iframe>',
          item: { waitForContent: 'is here' },
        },
      ]),
      {
        files: [
          {
            name: 'frame.html',
            content: `<!doctype html><style>@keyframes fill { from { background: ${red} } to { background: ${green} } }
              body { margin: 0; animation: fill 60s forwards }</style>
              <script>setTimeout(() => { document.body.append('It is here'); }, 400)</script>`,
          },
        ],
      },
    ),
    size: '80x40',
    pixels: [[70, 35, green]],
  },
  {
    name: 'Long page',
    says: 'The picture of a page of 4,500 pixels has all of it.',
    work: shown(`${box(60, 4480, `background:${pale}`)}${box(60, 20, `background:${red}`)}`),
    size: '60x4500',
    pixels: [
      [30, 4470, pale],
      [30, 4490, red],
    ],
  },
  {
    name: 'Viewport of a long page',
    says: 'However long the page, its viewport stays as it is, and with it what is measured by it.',
    work: shown(
      `${box(60, 100, `height:100vh;background:${blue}`)}${box(60, 1000, `background:${pale}`)}`,
    ),
    size: '60x1768',
    pixels: [
      [30, 760, blue],
      [30, 780, pale],
    ],
  },
  {
    name: 'Dialogs',
    says: 'Dialogs are answered at once, and hold nothing up.',
    work: shown(
      box(60, 30, `background:${red}`),
      {},
      '',
      `alert('one'); root.firstChild.style.background = confirm('two') ? '${blue}' : '${green}';`,
    ),
    size: '60x30',
    pixels: [[30, 15, green]],
  },
  {
    name: 'Time and chance',
    says: 'Clocks show noon of the first day of 2026, and what is random is the same each time.',
    work: shown(
      `${box(60, 30, '', 'id="clock"')}${box(60, 30, '', 'id="chance"')}`,
      {},
      '',
      `document.getElementById('clock').style.background = new Date().toISOString().startsWith('2026-01-01T12:00') ? '${green}' : '${red}';
       document.getElementById('chance').style.background = Math.random() === ${firstChance} ? '${green}' : '${red}';`,
    ),
    size: '60x60',
    pixels: [
      [30, 15, green],
      [30, 45, green],
    ],
  },
  {
    name: 'Animation without an end',
    says: 'What repeats for ever stands at its first frame.',
    work: shown(
      box(60, 30, 'animation:turn 300ms linear infinite'),
      { freezeAnimations: 'last-frame' },
      `<style>@keyframes turn { from { background: #ff0000 } to { background: #0000ff } }</style>`,
    ),
    size: '60x30',
    pixels: [[30, 15, '#ff0000']],
  },
  {
    name: 'Picture that moves',
    says: 'It stands at its first frame.',
    work: shown(`<img width="60" height="30" style="display:block" src="${twoFrameGif}">`),
    size: '60x30',
    pixels: [[30, 15, '#ff0000']],
  },
  {
    name: 'On paper',
    says: '`media: print` shows pages as they are printed.',
    work: shown(
      box(60, 30, '', 'class="paper"'),
      { media: 'print' },
      `<style>.paper { background: ${red} } @media print { .paper { background: ${green} } }</style>`,
    ),
    size: '60x30',
    pixels: [[30, 15, green]],
  },
  {
    name: 'Forced colours',
    says: '`forcedColors: active` shows pages with the few colours a person has chosen.',
    work: shown(
      box(60, 30, '', 'class="forced"'),
      { forcedColors: 'active' },
      `<style>.forced { background: ${red}; forced-color-adjust: none } @media (forced-colors: active) { .forced { background: ${green} } }</style>`,
    ),
    size: '60x30',
    pixels: [[30, 15, green]],
  },
  {
    name: 'No background',
    says: '`omitBackground` leaves transparent what nobody has painted.',
    work: shown(
      `<div style="width:60px;height:30px;background:linear-gradient(to right, ${green} 50%, transparent 50%)"></div>`,
      { omitBackground: true },
    ),
    size: '60x30',
    pixels: [
      [10, 15, green],
      [50, 15, 'transparent'],
    ],
  },
  {
    name: 'Recorded: modal dialog',
    says: '`data-happo-modal` opens a dialog over its backdrop.',
    work: recordedWork([
      {
        variant: 'v0',
        html: `<style>dialog { position: static; margin: 0; padding: 0; border: 0; background: ${red} } dialog:modal { background: ${green} }</style>
          <dialog open data-happo-modal="true">${box(60, 30, '')}</dialog>`,
      },
    ]),
    size: '60x30',
    pixels: [[30, 15, green]],
  },
  {
    name: 'Recorded: no scripts',
    says: 'No script of a recorded page runs, in whatever way it got there.',
    work: recordedWork([
      {
        variant: 'v0',
        html: `${box(60, 30, `background:${green}`, 'id="safe"')}
          <script>document.getElementById('safe').style.background = '${red}';</script>
          <img hidden src="data:," onerror="document.getElementById('safe').style.background = '${red}'">
          <iframe hidden srcdoc="<script>parent.document.getElementById('safe').style.background = '${red}'</script>"></iframe>`,
      },
    ]),
    size: '60x30',
    pixels: [[30, 15, green]],
  },
  {
    name: 'Recorded: clipped to an element',
    says: '`data-happo-clip` is what the picture of a recorded page shows.',
    work: recordedWork([
      {
        variant: 'v0',
        html: `${box(300, 50, `background:${red}`)}${box(80, 40, `background:${green}`, 'data-happo-clip="true"')}`,
      },
    ]),
    size: '80x40',
    pixels: [[40, 20, green]],
  },
  {
    name: 'Recorded: scrolled',
    says: '`data-happo-scrollposition` scrolls an element to where it was.',
    work: recordedWork([
      {
        variant: 'v0',
        html: `<div style="width:100px;height:40px;overflow:auto" data-happo-scrollposition="40,0">${box(80, 40, `background:${red}`)}${box(80, 40, `background:${green}`)}</div>`,
      },
    ]),
    size: '100x40',
    pixels: [[40, 20, green]],
  },
  {
    name: 'Recorded: shadow root',
    says: '`happo-shadow-content` becomes the shadow root it was.',
    work: recordedWork(
      [
        {
          variant: 'v0',
          html: `<div><happo-shadow-content style="display: none;">${box(70, 30, `background:${green}`)}</happo-shadow-content></div>`,
        },
      ],
      { payload: { globalCSS: [{ css: `div { background: ${pale}; width: 100px }` }] } },
    ),
    size: '100x30',
    pixels: [
      [30, 15, green],
      [90, 15, pale],
    ],
  },
];
