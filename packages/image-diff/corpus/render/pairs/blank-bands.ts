/** Room of one colour has come or gone at an edge or between two parts; all else is as it was. */
import { insertAfter, insertBefore, style } from '../edits.ts';
import { form, invoice } from '../pages/business.ts';
import { dashboard } from '../pages/columns.ts';
import { arabic, article } from '../pages/reading.ts';
import { chat, dark, hint, shop } from '../pages/screens.ts';
import { edited, type Pair, type RegionPlaces, type Scene } from '../pair.ts';

const atBand: RegionPlaces[] = [{ kind: 'inserted', after: { selector: '#band' } }];
const band = (height: number, margin = '0') =>
  `<div id="band" style="height:${height}px;margin:${margin}"></div>`;
const atEnd = (height: number, margin = '0') =>
  `document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(band(height, margin))})`;

/** The same pair the other way round: what came goes. */
function reversed(pair: Pair, name: Pair['name'], description: string): Pair {
  return {
    ...pair,
    name,
    description,
    before: pair.after,
    after: pair.before,
    regions: pair.regions.map(({ after }) => ({
      kind: 'removed',
      ...(after && { before: after }),
    })),
  };
}

/** A picture that is wider, while what is in it is not. */
function wider(
  name: Pair['name'],
  description: string,
  scene: Scene,
  by: number,
  side: 'left' | 'right',
): Pair {
  const left = side === 'left' ? by : 0;
  const place = side === 'left' ? 0 : scene.width;
  const fixed = `html{position:relative}body{width:${scene.width}px;margin-left:`;
  const mark = `<i id="band" style="position:absolute;left:${place}px;width:${by}px;top:0;bottom:0"></i>`;
  const pair = edited(name, description, scene, [], atBand);
  return {
    ...pair,
    before: { ...pair.before, edits: [style(`${fixed}0}`)] },
    after: {
      ...pair.after,
      scene: { ...scene, width: scene.width + by },
      edits: [
        style(`${fixed}${left}px}`),
        `document.documentElement.insertAdjacentHTML('beforeend', ${JSON.stringify(mark)})`,
      ],
    },
  };
}

const bottom = edited(
  'blank-bands/bottom-200',
  '200 pixels of white are new at the bottom.',
  article,
  [atEnd(200)],
  atBand,
);
const top = edited(
  'blank-bands/top-37',
  '37 pixels of white are new on top.',
  invoice,
  [insertBefore('h1', band(37, '0 -24px'))],
  atBand,
);
const right = wider(
  'blank-bands/right-60',
  'The picture has 60 pixels of white more at the right.',
  form,
  60,
  'right',
);

export const blankBandPairs: Pair[] = [
  bottom,
  top,
  right,
  reversed(bottom, 'blank-bands/bottom-200-gone', '200 pixels of white are gone at the bottom.'),
  reversed(top, 'blank-bands/top-37-gone', '37 pixels of white are gone on top.'),
  reversed(
    right,
    'blank-bands/right-60-gone',
    'The picture has 60 pixels of white less at the right.',
  ),
  wider(
    'blank-bands/left-40',
    'The picture has 40 pixels of cream more at the left.',
    arabic,
    40,
    'left',
  ),
  edited(
    'blank-bands/dark-bottom',
    '120 pixels of the dark background are new at the bottom.',
    dark,
    [atEnd(120, '0 -20px')],
    atBand,
  ),
  edited(
    'blank-bands/grey-bottom',
    '64 pixels of grey are new at the bottom.',
    dashboard,
    [atEnd(64, '0 -18px')],
    atBand,
    { layout: 'columns' },
  ),
  edited(
    'blank-bands/between-list-and-footer',
    '90 pixels of white are new between the list and the footer.',
    shop,
    [insertAfter('ul', band(90))],
    atBand,
  ),
  edited(
    'blank-bands/cream-top',
    '50 pixels of cream are new on top.',
    arabic,
    [insertBefore('header', band(50, '0 -22px'))],
    atBand,
  ),
  edited(
    'blank-bands/chat-bottom',
    '33 pixels of the background are new at the bottom.',
    chat,
    [atEnd(33, '0 -14px')],
    atBand,
  ),
  {
    ...edited(
      'blank-bands/transparent-bottom',
      '40 pixels of nothing are new at the bottom.',
      hint,
      [
        insertAfter(
          '#hint',
          '<i id="band" style="position:absolute;left:0;top:200px;width:320px;height:40px"></i>',
        ),
      ],
      atBand,
    ),
    after: {
      scene: { ...hint, height: 240 },
      edits: [
        insertAfter(
          '#hint',
          '<i id="band" style="position:absolute;left:0;top:200px;width:320px;height:40px"></i>',
        ),
      ],
      renderer: 'chromium',
    },
  },
];
