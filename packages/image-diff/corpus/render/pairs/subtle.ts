/** Real changes of low contrast, each the same all over what it touches. */
import { style } from '../edits.ts';
import { form, inbox, invoice } from '../pages/business.ts';
import { dashboard, manual, newspaper, prices } from '../pages/columns.ts';
import { arabic, article, code, japanese } from '../pages/reading.ts';
import { calendar, chat, dark, gallery, glass, hero, hint, shop } from '../pages/screens.ts';
import { changed, edited, type Pair } from '../pair.ts';

const columns = { layout: 'columns' } as const;
const firefox = { renderer: 'firefox' } as const;
const each = (...selectors: string[]) => selectors.map((selector) => changed(selector));

export const subtlePairs: Pair[] = [
  edited(
    'subtle/button-blue',
    'The main button is a slightly lighter blue.',
    form,
    [style('#submit{background:#1b72c8;border-color:#1b72c8}')],
    each('#submit'),
  ),
  edited(
    'subtle/card-backgrounds',
    'All cards are slightly greyer.',
    dashboard,
    [style('.stat,.panel{background:#f4f5f7}')],
    each('#visits', '#orders', '#returns', '#income', '#chart', '#top'),
    columns,
  ),
  edited(
    'subtle/article-text',
    'The text of the article is slightly lighter.',
    article,
    [style('main{color:#3a3a3a}')],
    each('#title::text', '#p1::text', '#p2::text', '#p3::text'),
  ),
  edited(
    'subtle/shadow-stronger',
    'The cards cast a slightly stronger shadow.',
    prices,
    [style('.plan{box-shadow:0 2px 6px rgba(30,50,70,.17)}')],
    ['#solo', '#team', '#firm'].map((selector) => changed({ selector, grow: 8 })),
    columns,
  ),
  edited(
    'subtle/sidebar-opacity',
    'The sidebar lets through a little of the white behind it.',
    manual,
    [style('nav{opacity:.95}')],
    each('nav'),
    columns,
  ),
  edited(
    'changed/pane-alpha',
    'The pale pane at the back is less transparent.',
    glass,
    [style('#back{background:rgba(226,232,238,.7)}')],
    each('#back'),
    { from: [style('#back{background:rgba(226,232,238,.5)}')] },
  ),
  edited(
    'subtle/link-colour',
    'The link is a slightly different red.',
    article,
    [style('#link{color:#8a3c46}')],
    each('#link'),
  ),
  edited(
    'subtle/field-borders',
    'The borders of the fields are slightly darker.',
    form,
    [style('input{border-color:#a7b2bd}')],
    each('#name input', '#mail input', '#city input'),
  ),
  edited(
    'subtle/gradient-stop',
    'The gradient of the background reaches its middle colour a little later.',
    hero,
    [style('.hero{background:linear-gradient(120deg,#17324d,#2d6a8a 60%,#6fb3b8)}')],
    each('.hero'),
  ),
  edited(
    'subtle/labels-12px',
    'The small labels of the cards are slightly lighter.',
    dashboard,
    [style('.stat span{color:#7d8894}')],
    each('#visits span::text', '#orders span::text', '#returns span::text', '#income span::text'),
    columns,
  ),
  edited(
    'subtle/footer-11px',
    'The small print at the bottom is slightly darker.',
    invoice,
    [style('footer{color:#66727f}')],
    each('footer::text'),
  ),
  edited(
    'changed/heading-24px',
    'The heading is slightly lighter.',
    invoice,
    [style('h1{color:#38444f}')],
    each('h1::text'),
  ),
  edited(
    'subtle/dark-panel',
    'The dark panel is slightly lighter.',
    dark,
    [style('.panel{background:#1f2731}')],
    each('.panel'),
  ),
  edited(
    'subtle/dark-text',
    'The light text of the table is slightly darker.',
    dark,
    [style('td{color:#c4ccd5}')],
    each('td:nth-child(2)::text', 'td:nth-child(4)::text'),
  ),
  edited(
    'subtle/tag-tint',
    'The tags are tinted slightly stronger.',
    japanese,
    [style('.tags span{background:#e5edf6}')],
    each('.tags span:nth-child(1)', '.tags span:nth-child(2)', '.tags span:nth-child(3)'),
  ),
  edited(
    'subtle/row-tint',
    'The third message has a very light tint.',
    inbox,
    [style('#m3{background:#f6f9fc}')],
    each('#m3'),
  ),
  edited(
    'subtle/photo-paler',
    'The second photo is slightly paler.',
    gallery,
    [style('#f2 i{filter:saturate(.88)}')],
    each('#f2 i'),
  ),
  edited(
    'subtle/shield-green',
    'The shield is a slightly different green.',
    arabic,
    [style('#open{background:#277762}')],
    each('#open'),
  ),
  edited(
    'subtle/added-lines',
    'The added lines of code are tinted slightly stronger.',
    code,
    [style('.add{background:#dcfae4}')],
    each('#c4', '#c6'),
  ),
  edited(
    'subtle/header-navy',
    'The bar at the top is slightly lighter.',
    shop,
    [style('header{background:#1c3957}')],
    each('header'),
  ),
  edited(
    'subtle/bubble-blue',
    'My messages are tinted slightly stronger.',
    chat,
    [style('.mine p{background:#cde2f8}')],
    each('#b2 p', '#b4 p'),
  ),
  edited(
    'subtle/meeting-brown',
    'The workshop is a slightly darker brown.',
    calendar,
    [style('#m3{background:#b5501d!important}')],
    each('#m3'),
  ),
  edited(
    'subtle/lead-opacity',
    'The sentence under the heading is slightly fainter.',
    hero,
    [style('#lead{opacity:.82}')],
    each('#lead::text'),
  ),
  edited(
    'subtle/hint-shadow',
    'The shadow of the hint is slightly stronger.',
    hint,
    [style('.hint{box-shadow:0 6px 18px rgba(15,30,50,.36)}')],
    [changed({ selector: '#hint', grow: 24 })],
  ),
  edited(
    'subtle/news-background',
    'The cards are not quite white any more.',
    newspaper,
    [style('.card{background:#faf9f5}')],
    each('#l1', '#l2', '#l3', '#r1', '#r2', '#r3', '#r4'),
    columns,
  ),
  edited(
    'changed/table-text',
    'The text of the table is slightly lighter.',
    invoice,
    [style('td{color:#3a4550}')],
    each('tbody'),
    firefox,
  ),
];
