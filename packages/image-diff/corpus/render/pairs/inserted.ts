/** Something new has come, and what follows it has made way. */
import { insertAfter, insertBefore, style } from '../edits.ts';
import { inbox, invoice, invoiceRow, messageOf } from '../pages/business.ts';
import { board, card, dashboard, manual, newspaper, prices, task } from '../pages/columns.ts';
import { arabic, article, code, codeLine, japanese } from '../pages/reading.ts';
import { chat, dark, product, serverRow, shop, teal } from '../pages/screens.ts';
import { edited, inserted, type Pair } from '../pair.ts';

const columns = { layout: 'columns' } as const;
const firefox = { renderer: 'firefox' } as const;
const message = messageOf(
  ['Ruth Lind', 'Minutes of the meeting', 'Thank you all for coming.', '#744210', '08:31'],
  'new',
);
const banner = (margin: string) =>
  `<div id="new" style="height:37px;margin:${margin};background:#fff4d6;color:#6b4e00;padding:8px 16px">The service is down tonight from two to three.</div>`;

export const insertedPairs: Pair[] = [
  edited(
    'inserted/message-on-top',
    'A new message is first in the list; the last one does not fit any more.',
    { ...inbox, height: 300 },
    [insertBefore('#m1', message)],
    [inserted('#new')],
  ),
  edited(
    'inserted/card-left',
    'A new card is second in the left column.',
    newspaper,
    [
      insertAfter(
        '#l1',
        card(
          'new',
          'Road works',
          'Mill Lane is being paved this week, so please go round by the church.',
        ),
      ),
    ],
    [inserted('#new')],
    columns,
  ),
  edited(
    'inserted/card-right',
    'A new card is third in the right column.',
    newspaper,
    [insertAfter('#r2', card('new', 'Choir', 'The choir looks for tenors.'))],
    [inserted('#new')],
    columns,
  ),
  edited(
    'inserted/banner',
    'A banner of 37 pixels stands on top.',
    inbox,
    [insertBefore('header', banner('0'))],
    [inserted('#new')],
  ),
  edited(
    'inserted/paragraph-beside-sidebar',
    'A paragraph has come between the first one and the code; the sidebar stays.',
    manual,
    [
      insertAfter(
        '#p1',
        '<p id="new">A file that cannot be read leaves the old settings in place, and says so in the log.</p>',
      ),
    ],
    [inserted('#new')],
    columns,
  ),
  edited(
    'inserted/article-paragraph',
    'A paragraph has come before the quotation.',
    article,
    [
      insertAfter(
        '#p2',
        '<p id="new">In the winter of that year three of them ran aground, and the council sent for a builder from the capital.</p>',
      ),
    ],
    [inserted('#new')],
  ),
  edited(
    'inserted/board-first',
    'A card is new on top of the second list.',
    board,
    [insertBefore('#t21', task('new', 'Water the plants', 'House', '#c05621'))],
    [inserted('#new')],
    columns,
  ),
  edited(
    'inserted/board-middle',
    'A card is new in the middle of the third list.',
    { ...board, height: 560 },
    [insertAfter('#t32', task('new', 'Paint the fence behind the car park', 'House', '#c05621'))],
    [inserted('#new')],
    { ...columns, from: [style('.board{height:532px}')] },
  ),
  edited(
    'inserted/invoice-row',
    'The invoice has one item more, the second.',
    invoice,
    [
      insertAfter('tbody tr:nth-child(1)', invoiceRow(['Backup, daily', '1', '$0.00', '$0.00'])),
      `document.querySelector('tbody tr:nth-child(2)').id = 'new'`,
    ],
    [inserted('#new')],
  ),
  edited(
    'inserted/server-row',
    'The table of servers has one row more.',
    dark,
    [insertAfter('#s3', serverRow(['vie-2', 'Vienna', '28 %', 'ok'], 'new'))],
    [inserted('#new')],
  ),
  edited(
    'inserted/text-line',
    'A paragraph has one line more at its end.',
    article,
    [
      insertAfter(
        '#p1 b',
        '<span id="new" style="display:block">So it had been since the year of the great frost.</span>',
      ),
    ],
    [{ kind: 'inserted', after: { selector: '#new' } }],
    { from: [`document.querySelector('#p1').insertAdjacentHTML('beforeend', '<b></b>')`] },
  ),
  edited(
    'inserted/product',
    'A glass bottle is second in the list of the shop.',
    shop,
    [insertAfter('#g1', product('new', 'Bottle', '$7.80', teal))],
    [inserted('#new')],
  ),
  edited(
    'inserted/arabic-dish',
    'The menu has one dish more.',
    arabic,
    [insertAfter('#a2', '<li id="new"><span>حمص بالطحينة</span><span>١٠</span></li>')],
    [inserted('#new')],
  ),
  edited(
    'inserted/japanese-paragraph',
    'A paragraph is new between the two.',
    japanese,
    [insertAfter('#p1', '<p id="new">自習室は平日の夜八時まで使えます。</p>')],
    [inserted('#new')],
  ),
  edited(
    'inserted/code-lines',
    'Two lines of code are new.',
    code,
    [
      insertAfter(
        '#c6',
        codeLine('add', '    if (item.free) continue;', 'x1') +
          codeLine('add', '    log(item.name, sum);', 'x2'),
      ),
    ],
    [inserted('#x1,#x2')],
  ),
  edited(
    'inserted/bubble',
    'A message has come between the second and the third.',
    chat,
    [
      insertAfter(
        '#b2',
        '<div class="line mine" id="new"><i class="face"></i><p>Who else is coming?</p></div>',
      ),
    ],
    [inserted('#new')],
  ),
  edited(
    'inserted/best-seller',
    'The list at the right has one entry more, the second.',
    dashboard,
    [insertAfter('#i1', '<li id="new"><span>Garden chair</span><span>140</span></li>')],
    [inserted('#new')],
    columns,
  ),
  edited(
    'inserted/alert',
    'A warning has come above the figures.',
    dashboard,
    [
      insertBefore(
        '.stats',
        '<div id="new" style="background:#fdecea;border:1px solid #e8a9a3;border-radius:8px;padding:10px 14px;margin-bottom:12px">Two orders wait for an address.</div>',
      ),
    ],
    [inserted('#new')],
    columns,
  ),
  edited(
    'inserted/feature',
    'The first plan has one feature more, and its button stands lower.',
    prices,
    [insertAfter('#solo li:nth-child(2)', '<li id="new">2 GB of room</li>')],
    [inserted('#new')],
    columns,
  ),
  edited(
    'inserted/firefox-heading',
    'The page has a new section under its first paragraph.',
    manual,
    [
      insertAfter(
        '#p1',
        '<div id="new" style="overflow:hidden"><h2>When it changes</h2><p>What is running is not disturbed.</p></div>',
      ),
    ],
    [inserted('#new')],
    { ...columns, ...firefox },
  ),
];
