/** Real changes that a person sees. */
import { attribute, html, insertAfter, style, text } from '../edits.ts';
import { form, inbox, invoice } from '../pages/business.ts';
import { dashboard, manual, prices } from '../pages/columns.ts';
import { arabic, article, code, japanese } from '../pages/reading.ts';
import { calendar, chat, dark, gallery, glass, hero, hint, shop } from '../pages/screens.ts';
import { changed, edited, moved, type Pair } from '../pair.ts';

const columns = { layout: 'columns' } as const;
const firefox = { renderer: 'firefox' } as const;

export const changedPairs: Pair[] = [
  edited(
    'changed/price-separator',
    'The total reads $1.000 instead of $1,000.',
    invoice,
    [text('#total', '$1.000')],
    [changed('#total::text')],
  ),
  edited(
    'changed/submit-misspelt',
    'The button reads Submlt instead of Submit.',
    form,
    [text('#submit', 'Submlt')],
    [changed('#submit::text')],
  ),
  edited(
    'changed/digit-six-to-nine',
    'The number of orders is 912 instead of 612.',
    dashboard,
    [text('#orders b', '912')],
    [changed('#orders b::text')],
    columns,
  ),
  edited(
    'changed/outline-added',
    'The third message has a thin red outline.',
    chat,
    [style('#b3 p{outline:1px solid #d64545}')],
    [changed({ selector: '#b3 p', grow: 1 })],
  ),
  edited(
    'changed/hairline-removed',
    'The line above the buttons is gone.',
    form,
    [style('#line{visibility:hidden}')],
    [changed('#line')],
  ),
  edited(
    'changed/icon-swapped',
    'A cog stands where the bell was.',
    inbox,
    [
      html(
        '#bell',
        '<circle cx="10" cy="10" r="5" fill="none" stroke="#52606d" stroke-width="3"/><path d="M10 1v4M10 15v4M1 10h4M15 10h4" stroke="#52606d" stroke-width="3"/>',
      ),
    ],
    [changed('#bell')],
  ),
  edited(
    'changed/button-red',
    'The main button is red instead of blue.',
    form,
    [style('#submit{background:#c53030;border-color:#c53030}')],
    [changed('#submit')],
  ),
  edited(
    'changed/photo-missing',
    'The third photo is missing; its frame is empty.',
    gallery,
    [attribute('#f3 i', 'style', 'background:#fff;border:1px solid #bbb')],
    [changed('#f3 i')],
  ),
  edited(
    'changed/wrong-font',
    'The headline is set in another family.',
    article,
    [style('#title{font-family:Arial,sans-serif;letter-spacing:-.4px}')],
    [changed('#title')],
  ),
  edited(
    'changed/bold-paragraph',
    'The last paragraph is bold.',
    manual,
    [style('#p4{font-weight:bold}')],
    [changed('#p4::text')],
    columns,
  ),
  edited(
    'changed/list-alignment',
    'The features of the first plan are aligned left instead of centred.',
    prices,
    [style('#solo ul{text-align:left}')],
    [changed('#solo ul')],
    columns,
  ),
  edited(
    'changed/stacking-order',
    'The blue pane lies in front of the orange one.',
    glass,
    [style('#back{z-index:2;background:rgb(40,110,180)}')],
    [changed('#overlap')],
    {
      from: [
        insertAfter(
          '#front',
          '<i id="overlap" style="position:absolute;left:120px;top:60px;width:54px;height:74px"></i>',
        ),
        style('#back{background:rgb(40,110,180)}#front{background:rgb(230,120,40)}'),
      ],
    },
  ),
  edited(
    'changed/subject-cut-off',
    'The subject of the second message is cut off.',
    inbox,
    [style('#m2 .subject{width:110px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}')],
    [changed('#m2 .subject::text', '#m2 .subject')],
  ),
  edited(
    'changed/background-opaque',
    'The hint has a white background instead of none.',
    hint,
    [style('html{background:#fff}')],
    [changed('html')],
    { from: [style('html{height:100%}')] },
  ),
  edited(
    'changed/shadow-gone',
    'The hint casts no shadow.',
    hint,
    [style('.hint{box-shadow:none}')],
    [changed({ selector: '#hint', grow: 24 })],
  ),
  edited(
    'changed/focus-ring',
    'The field of the name has the ring of focus.',
    form,
    [style('#name input{outline:2px solid #0a66c2;outline-offset:1px}')],
    [changed({ selector: '#name input', grow: 3 })],
  ),
  edited(
    'changed/box-ticked',
    'The second box is ticked.',
    form,
    [attribute('#beta .box', 'class', 'box on')],
    [changed('#beta .box')],
  ),
  edited(
    'changed/bar-shorter',
    'The bar of the fourth day is shorter.',
    dashboard,
    [attribute('#bar4', 'height', '62'), attribute('#bar4', 'y', '78')],
    [changed('#bar4')],
    columns,
  ),
  edited(
    'changed/one-line-more',
    'A paragraph is rewritten and has one line more; what follows stands lower.',
    manual,
    [
      text(
        '#p2',
        'First in the folder it was started in, then in the home folder of whoever started it, and in the system folder last of all.',
      ),
    ],
    [changed('#p2'), moved('#h3,#p3,#p4')],
    columns,
  ),
  edited(
    'changed/arabic-closed',
    'The shield says closed instead of open.',
    arabic,
    [text('#open', 'مغلق الآن')],
    [changed('#open')],
  ),
  edited(
    'changed/japanese-season',
    'The headline says autumn instead of spring.',
    japanese,
    [text('#season', '秋')],
    [changed('#season')],
  ),
  edited(
    'changed/field-in-error',
    'The field of the e-mail has a red border, and the note below it is an error.',
    form,
    [
      style('#mail input{border-color:#c53030}#mail small{color:#c53030}'),
      text('#mail small', 'This address is not valid.'),
    ],
    [changed('#mail input'), changed('#mail small::text')],
  ),
  edited(
    'changed/meter-fuller',
    'The load of the first server is 78 % instead of 41 %.',
    dark,
    [style('#s1 .meter i{width:78%!important}'), text('#s1 td:nth-child(4)', '78 %')],
    [changed('#s1 .meter'), changed('#s1 td:nth-child(4)::text')],
  ),
  edited(
    'changed/code-renamed',
    'A line of code says amount instead of count.',
    code,
    [text('#c6', '    sum += item.price * item.amount;')],
    [changed('#c6::text')],
    firefox,
  ),
  edited(
    'changed/price-reduced',
    'The price of the cup is struck out, and a lower one stands beside it.',
    shop,
    [html('#g2 span', '<s>$9.50</s> $7.20')],
    [changed('#g2 span::text')],
  ),
  edited(
    'changed/ball-missing',
    'The ball at the right is missing.',
    hero,
    [style('#orb{visibility:hidden}')],
    [changed('#orb')],
  ),
  edited(
    'changed/meeting-longer',
    'The meeting of Tuesday takes one hour more.',
    calendar,
    [style('#m2{grid-row-end:span 3!important}')],
    [changed('#m2')],
  ),
  edited(
    'changed/other-entry-current',
    'The fifth entry of the sidebar is marked instead of the fourth.',
    manual,
    [attribute('#n4', 'class', ''), attribute('#n5', 'class', 'on')],
    [changed('#n4'), changed('#n5')],
    columns,
  ),
  edited(
    'changed/invoice-date',
    'The invoice was issued on the 15th instead of the 14th.',
    invoice,
    [text('#issued', '15 March 2026')],
    [changed('#issued')],
    firefox,
  ),
  edited(
    'changed/quote-upright',
    'The quotation is upright instead of italic.',
    article,
    [style('#quote{font-style:normal}')],
    [changed('#quote::text')],
    firefox,
  ),
  edited(
    'changed/badge-count',
    'The badge counts 9 instead of 4.',
    inbox,
    [text('.badge', '9')],
    [changed('.badge::text')],
    firefox,
  ),
];
