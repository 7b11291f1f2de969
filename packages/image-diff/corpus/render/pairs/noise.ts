/** Pairs in which nothing changed: the same pixels in other files, and noise that nobody sees. */
import { style } from '../edits.ts';
import { form, inbox } from '../pages/business.ts';
import { board, dashboard } from '../pages/columns.ts';
import { markup } from '../pages/markup.ts';
import { article, code } from '../pages/reading.ts';
import { chat, gallery, glass, hero, hint, shapes, shop } from '../pages/screens.ts';
import { type Pair, type Scene, unchanged } from '../pair.ts';
import { alphaRounding, dither, noise, rounding, specks } from '../repaint.ts';

const text = (words: string) => Buffer.from(words, 'latin1');

const button: Scene = {
  width: 160,
  height: 60,
  html: markup(
    'body{padding:12px}button{border:0;border-radius:5px;background:#0a66c2;color:#fff;padding:9px 18px}',
    '<button>Continue</button>',
  ),
};

/** Rectangles of few colours and no translucent pixel. */
const blocks: Scene = {
  width: 240,
  height: 120,
  transparent: true,
  html: markup(
    'html,body{background:transparent}i{position:absolute;height:80px;top:20px;width:50px}',
    ['#0a66c2', '#d9822b', '#2f855a']
      .map((colour, index) => `<i style="left:${20 + index * 70}px;background:${colour}"></i>`)
      .join(''),
  ),
};
const grey = [style('html{filter:grayscale(1)}')];

export const identicalPairs: Pair[] = [
  unchanged('identical/other-compression', 'Compressed in haste, with another filter.', code, {
    form: { level: 1, filter: 1 },
  }),
  unchanged('identical/not-compressed', 'Not compressed at all.', button, {
    form: { level: 0, filter: 0 },
  }),
  unchanged('identical/alpha-of-255', 'Written with an alpha that is full everywhere.', form, {
    form: { colourType: 6 },
  }),
  unchanged(
    'identical/palette',
    'Written with a palette.',
    inbox,
    { form: { colourType: 3 } },
    { edits: grey },
  ),
  unchanged('identical/palette-interlaced', 'Written with a palette, interlaced.', button, {
    form: { colourType: 3, interlaced: true },
  }),
  unchanged(
    'identical/interlaced',
    'Written interlaced.',
    dashboard,
    { form: { interlaced: true } },
    {},
    'columns',
  ),
  unchanged(
    'identical/grey',
    'Written as grey.',
    article,
    { form: { colourType: 0 } },
    { edits: grey },
  ),
  unchanged('identical/sixteen-bits', 'Written with 16 bits a sample.', shapes, {
    form: { bitDepth: 16 },
  }),
  unchanged('identical/remarks', 'Written with remarks, a time and a resolution.', chat, {
    form: {
      extra: [
        ['pHYs', Buffer.from([0, 0, 11, 19, 0, 0, 11, 19, 1])],
        ['tIME', Buffer.from([7, 234, 3, 14, 9, 30, 0])],
        ['tEXt', text('Software\0another program')],
      ],
    },
  }),
  unchanged('identical/many-chunks', 'Written in chunks of 500 bytes.', shop, {
    form: { split: 500 },
  }),
  unchanged('identical/translucent-interlaced', 'A translucent picture, interlaced.', hint, {
    form: { interlaced: true, filter: 4 },
  }),
  unchanged(
    'identical/grey-and-alpha',
    'A translucent picture written as grey and alpha.',
    hint,
    { form: { colourType: 4 } },
    { edits: grey },
  ),
  unchanged('identical/clear-colour', 'Transparency written as one colour that means it.', blocks, {
    form: { colourType: 2, clear: [0, 0, 0] },
  }),
  unchanged(
    'identical/palette-of-16',
    'Written with a palette of 16 colours, two pixels a byte.',
    blocks,
    { form: { colourType: 3, bitDepth: 4 } },
  ),
];

const heroPart = { x: 230, y: 6, width: 104, height: 100 };
const orb = { x: 250, y: 14, width: 76, height: 76 };

export const imperceptiblePairs: Pair[] = [
  unchanged('imperceptible/gradient-1', 'A part of the gradient with noise of one.', hero, {
    repaint: noise(1, heroPart, 1),
  }),
  unchanged('imperceptible/gradient-3', 'The ball with noise of three.', hero, {
    repaint: noise(3, orb, 3),
  }),
  unchanged('imperceptible/gradient-dithered', 'The gradient dithered.', hero, {
    repaint: dither({ x: 0, y: 0, width: 340, height: 150 }),
  }),
  unchanged('imperceptible/photos-grey-noise', 'Photos with grey noise of one.', gallery, {
    repaint: noise(4, { x: 14, y: 52, width: 272, height: 38 }, 1, true),
  }),
  unchanged('imperceptible/photos-dithered', 'Photos dithered.', gallery, {
    repaint: dither({ x: 14, y: 52, width: 272, height: 38 }),
  }),
  unchanged('imperceptible/specks-inbox', 'Single pixels off by one or two.', inbox, {
    repaint: specks(6, { x: 0, y: 0, width: 420, height: 330 }, 0.01, 2),
  }),
  unchanged(
    'imperceptible/rounding-dashboard',
    'Blended colours rounded otherwise.',
    dashboard,
    { repaint: rounding(9, { x: 0, y: 0, width: 620, height: 130 }, 0.03) },
    {},
    'columns',
  ),
  unchanged(
    'imperceptible/rounding-board',
    'Blended colours rounded otherwise, in one column.',
    board,
    { repaint: rounding(10, { x: 14, y: 14, width: 160, height: 320 }, 0.1) },
    {},
    'columns',
  ),
  unchanged('imperceptible/rounding-photos', 'The photos below rounded otherwise.', gallery, {
    repaint: rounding(11, { x: 14, y: 118, width: 272, height: 34 }, 0.5),
  }),
  unchanged('imperceptible/alpha-rounding', 'Alphas of panes rounded otherwise.', glass, {
    repaint: alphaRounding(12, 0.3),
  }),
  unchanged('imperceptible/alpha-rounding-shadow', 'Alphas of a shadow rounded otherwise.', hint, {
    repaint: alphaRounding(13, 0.4),
  }),
  unchanged('imperceptible/own-layer', 'The page drawn on a layer of its own.', chat, {
    edits: [style('body{will-change:transform}')],
  }),
];
