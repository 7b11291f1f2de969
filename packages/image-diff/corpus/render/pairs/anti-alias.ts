/** The same drawn by other means: glyphs, curves and edges fall on the pixels otherwise. */
import { attribute, insertAfter, jitterGlyphs, pinGlyphs, style } from '../edits.ts';
import { form, inbox, invoice } from '../pages/business.ts';
import { board, dashboard, manual, newspaper } from '../pages/columns.ts';
import { arabic, article, code, japanese } from '../pages/reading.ts';
import { chat, dark, glass, hero, hint, shapes } from '../pages/screens.ts';
import { type Pair, type Scene, unchanged } from '../pair.ts';

const exact = style('body{text-rendering:geometricPrecision}');
const gpu = { renderer: 'chromium-gpu' } as const;
const lcd = { renderer: 'chromium-lcd' } as const;
const firefox = { renderer: 'firefox' } as const;
const unhinted = { renderer: 'firefox-unhinted' } as const;

/** A picture of 300 x 200 drawn once, and shown smaller by the browser's own filters. */
const scaled = (quality: 'low' | 'high') =>
  `(() => { const large = document.createElement('canvas'); large.width = 300; large.height = 200;
  const pen = large.getContext('2d');
  const sky = pen.createLinearGradient(0, 0, 0, 200); sky.addColorStop(0, '#8fb8d8'); sky.addColorStop(1, '#f4e3c8');
  pen.fillStyle = sky; pen.fillRect(0, 0, 300, 200);
  pen.fillStyle = '#f7d774'; pen.beginPath(); pen.arc(220, 60, 28, 0, 7); pen.fill();
  for (let hill = 0; hill < 4; hill += 1) { pen.fillStyle = ['#6a8a7a', '#557766', '#3f6152', '#2a4a3e'][hill];
    pen.beginPath(); pen.moveTo(0, 200); for (let x = 0; x <= 300; x += 5) pen.lineTo(x, 120 + hill * 20 + Math.sin(x / 40 + hill * 2) * 14); pen.lineTo(300, 200); pen.fill(); }
  const small = document.getElementById('picture'); const brush = small.getContext('2d');
  brush.imageSmoothingQuality = '${quality}'; brush.drawImage(large, 0, 0, small.width, small.height); })()`;

const withPicture: Scene = {
  ...inbox,
  html: inbox.html.replace(
    '<ul>',
    '<div style="padding:12px 16px"><canvas id="picture" width="130" height="87"></canvas></div><ul>',
  ),
};

const circleOfLines = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const angle = (index / count) * 2 * Math.PI;
    return `${(60 + 34.4 * Math.cos(angle)).toFixed(3)} ${(120 + 34.4 * Math.sin(angle)).toFixed(3)}`;
  }).join('L');

export const antiAliasPairs: Pair[] = [
  unchanged('anti-alias/gpu-dashboard', 'Drawn by a graphics card.', dashboard, gpu, {}, 'columns'),
  unchanged(
    'anti-alias/gpu-shapes',
    'Curves and slanted edges drawn by a graphics card.',
    shapes,
    gpu,
  ),
  unchanged('anti-alias/gpu-dark', 'A dark page drawn by a graphics card.', dark, gpu),
  unchanged('anti-alias/gpu-chat', 'Rounded bubbles drawn by a graphics card.', chat, gpu),
  unchanged('anti-alias/lcd-invoice', 'Text anti-aliased on the thirds of a pixel.', invoice, lcd),
  unchanged(
    'anti-alias/lcd-dark',
    'Light text on dark, anti-aliased on the thirds of a pixel.',
    dark,
    lcd,
  ),
  unchanged(
    'anti-alias/lcd-japanese',
    'Japanese text anti-aliased on the thirds of a pixel.',
    japanese,
    lcd,
  ),
  unchanged('anti-alias/hints-code', 'Code drawn without hints, every glyph at its place.', code, {
    edits: [exact],
  }),
  unchanged(
    'anti-alias/hints-form',
    'Labels drawn without hints, every glyph at its place.',
    form,
    {
      edits: [
        pinGlyphs('h1,label,small,.tick'),
        style('h1,label,small,.tick{text-rendering:geometricPrecision}'),
      ],
    },
    { edits: [pinGlyphs('h1,label,small,.tick')] },
  ),
  unchanged(
    'anti-alias/hints-invoice',
    'A table drawn without hints, every glyph at its place.',
    invoice,
    {
      edits: [
        pinGlyphs('table,.sum,.parties'),
        style('table,.sum,.parties{text-rendering:geometricPrecision}'),
      ],
    },
    { edits: [pinGlyphs('table,.sum,.parties')] },
  ),
  unchanged(
    'anti-alias/firefox-hints-article',
    'An article drawn without hints, every glyph at its place.',
    article,
    unhinted,
    { ...firefox, edits: [pinGlyphs('body')] },
  ),
  unchanged(
    'anti-alias/firefox-hints-invoice',
    'An invoice drawn without hints, every glyph at its place.',
    invoice,
    unhinted,
    { ...firefox, edits: [pinGlyphs('body')] },
  ),
  unchanged('anti-alias/firefox-hints-code', 'Code drawn without hints.', code, unhinted, firefox),
  unchanged(
    'anti-alias/text-quarter-pixel',
    'Text drawn a quarter of a pixel further right.',
    article,
    { edits: [exact, style('main{transform:translateX(.25px)}')] },
    { edits: [exact] },
  ),
  unchanged(
    'anti-alias/text-half-pixel-down',
    'Text drawn half a pixel lower.',
    japanese,
    { edits: [exact, style('p{transform:translateY(.5px)}')] },
    { edits: [exact] },
  ),
  unchanged(
    'anti-alias/cards-third-pixel',
    'Cards drawn a third of a pixel lower.',
    newspaper,
    { edits: [style('.card{transform:translateY(.34px)}')] },
    {},
    'columns',
  ),
  unchanged(
    'anti-alias/chart-shifted',
    'A chart drawn a part of a pixel further right and down.',
    dashboard,
    {
      edits: [style('#chart svg{transform:translate(.4px,.3px)}')],
    },
    {},
    'columns',
  ),
  unchanged('anti-alias/glyphs-jitter-1px', 'Glyphs moved by up to one pixel each.', article, {
    edits: [jitterGlyphs('#p1,#p2,#p3', 1, 1)],
  }),
  unchanged(
    'anti-alias/glyphs-jitter-half',
    'Glyphs moved by up to half a pixel each.',
    manual,
    { edits: [exact, jitterGlyphs('main p,main h2', 0.5, 4)] },
    { edits: [exact, jitterGlyphs('main p,main h2', 0, 4)] },
    'columns',
  ),
  unchanged(
    'anti-alias/board-turned',
    'Cards turned by a fiftieth of a degree.',
    board,
    {
      edits: [style('.task{transform:rotate(.02deg)}')],
    },
    {},
    'columns',
  ),
  unchanged('anti-alias/circle-of-lines', 'A disc drawn as a polygon of 90 corners.', shapes, {
    edits: [
      attribute('#disc', 'r', '0'),
      insertAfter('#disc', `<path d="M${circleOfLines(90)}Z" fill="#2f855a"/>`),
    ],
  }),
  unchanged(
    'anti-alias/picture-filter-low',
    'A picture made smaller by the fastest filter instead of the best.',
    withPicture,
    { edits: [scaled('low')] },
    { edits: [scaled('high')] },
  ),
  unchanged(
    'anti-alias/ball-shifted',
    'The ball and the button drawn a part of a pixel away.',
    hero,
    {
      edits: [style('#orb{transform:translate(.3px,.4px)}#go{transform:translate(.3px,.2px)}')],
    },
  ),
  unchanged(
    'anti-alias/arabic-shifted',
    'Arabic text drawn a third of a pixel further left.',
    arabic,
    {
      edits: [exact, style('li,#intro{transform:translateX(-.33px)}')],
    },
    { edits: [exact] },
  ),
  unchanged('anti-alias/hint-shifted', 'A translucent hint drawn a part of a pixel away.', hint, {
    edits: [style('.hint{transform:translate(.4px,.3px)}')],
  }),
  unchanged('anti-alias/panes-gpu', 'Translucent panes drawn by a graphics card.', glass, gpu),
];
