/** Something stands elsewhere, the same as it was. */
import { moveAfter, style, swap } from '../edits.ts';
import { form, inbox, invoice } from '../pages/business.ts';
import { board, dashboard, manual, newspaper, prices } from '../pages/columns.ts';
import { arabic, article, code } from '../pages/reading.ts';
import { calendar, chat, dark, gallery, hint } from '../pages/screens.ts';
import { edited, moved, type Pair } from '../pair.ts';

const columns = { layout: 'columns' } as const;

export const movedPairs: Pair[] = [
  edited(
    'moved/badge',
    'The badge stands 200 pixels further left.',
    dark,
    [style('#user{position:relative;left:-200px}')],
    [moved('#user')],
  ),
  edited(
    'moved/plans-swapped',
    'The first and the third plan have changed places.',
    prices,
    [swap('#solo', '#firm')],
    [moved({ selector: '#solo', grow: 8 }), moved({ selector: '#firm', grow: 8 })],
    columns,
  ),
  edited(
    'moved/message-down',
    'The second message is fourth now.',
    inbox,
    [moveAfter('#m2', '#m4')],
    [moved('#m2'), moved('#m3,#m4')],
  ),
  edited(
    'moved/sidebar-entry',
    'The sixth entry of the sidebar is third now.',
    manual,
    [moveAfter('#n6', '#n2')],
    [moved('#n6'), moved('#n3,#n4,#n5')],
    columns,
  ),
  edited(
    'moved/face-other-side',
    'The face beside the last message stands at the other side.',
    chat,
    [style('#b5 .face{transform:translateX(324px)}')],
    [moved('#b5 .face')],
  ),
  edited(
    'moved/meeting',
    'The call is on Monday instead of Friday.',
    calendar,
    [style('#m5{grid-area:5/1!important}')],
    [moved('#m5')],
  ),
  edited(
    'moved/task-other-list',
    'A card has gone from the first list to the second.',
    board,
    [moveAfter('#t12', '#t22')],
    [moved({ selector: '#t12', grow: 3 }), moved({ selector: '#t13', grow: 3 })],
    columns,
  ),
  edited(
    'moved/figures-swapped',
    'The first and the last figure have changed places.',
    dashboard,
    [swap('#visits', '#income')],
    [moved('#visits'), moved('#income')],
    columns,
  ),
  edited(
    'moved/code-line',
    'A line of code stands three lines lower.',
    code,
    [moveAfter('#c3', '#c6')],
    [moved('#c3'), moved('#c4,#c5,#c6')],
  ),
  edited(
    'moved/dishes-swapped',
    'The first and the last dish have changed places.',
    arabic,
    [swap('#a1', '#a4')],
    [moved('#a1'), moved('#a4')],
    { renderer: 'firefox' },
  ),
  edited(
    'moved/buttons-swapped',
    'The two buttons have changed places.',
    form,
    [swap('#cancel', '#submit')],
    [moved('#cancel'), moved('#submit')],
  ),
  edited(
    'moved/indented',
    'The article is indented by 8 pixels; its header is not.',
    article,
    [style('main{position:relative;left:8px}')],
    [moved('#title,#by,#p1,#p2,#quote,#p3')],
  ),
  edited(
    'moved/photos-swapped',
    'The first and the last photo have changed places.',
    gallery,
    [swap('#f1', '#f6')],
    [moved('#f1'), moved('#f6')],
  ),
  edited(
    'moved/columns-swapped',
    'The two columns have changed places.',
    newspaper,
    [swap('.col:first-child', '.col:last-child')],
    [moved('.col:has(#l1)'), moved('.col:has(#r1)')],
    columns,
  ),
  edited(
    'moved/hint',
    'The hint stands further right and lower.',
    hint,
    [style('.hint{left:58px;top:62px}')],
    [moved({ selector: '#hint', grow: 24 })],
  ),
  edited(
    'moved/invoice-button',
    'The second button stands at the right edge.',
    invoice,
    [style('#download{margin-left:auto}')],
    [moved('#download')],
  ),
];
