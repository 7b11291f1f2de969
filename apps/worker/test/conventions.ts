/** One page for each convention of a capture, with what its picture has to show. */

import type { Work } from './server-double.ts';
import { packageWork, pageOf, recordedWork } from './worker-fixture.ts';

export interface Convention {
  name: string;
  /** What a person is told beside the picture. */
  says: string;
  work: Work;
  size: string;
  /** Colours of pixels, by place. */
  pixels: [x: number, y: number, colour: string][];
}

type Payload = Partial<Work['payload']>;

const red = '#d92d20';
const green = '#12b76a';
const blue = '#2e90fa';
const pale = '#f2f4f7';

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
