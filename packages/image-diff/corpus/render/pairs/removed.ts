/** Something has gone, and what followed it has moved up. */
import { remove } from '../edits.ts';
import { form, inbox, invoice } from '../pages/business.ts';
import { board, dashboard, manual, newspaper, prices } from '../pages/columns.ts';
import { arabic, article, code } from '../pages/reading.ts';
import { chat, shop } from '../pages/screens.ts';
import { edited, type Pair, removed, type Scene } from '../pair.ts';

const columns = { layout: 'columns' } as const;
const without = (
  name: Pair['name'],
  description: string,
  scene: Scene,
  selector: string,
  options: Parameters<typeof edited>[5] = {},
) => edited(name, description, scene, [remove(selector)], [removed(selector)], options);

export const removedPairs: Pair[] = [
  without('removed/message', 'The fourth message is gone.', inbox, '#m4'),
  without(
    'removed/card-right',
    'The second card of the right column is gone.',
    newspaper,
    '#r2',
    columns,
  ),
  without(
    'removed/card-left-first',
    'The first card of the left column is gone.',
    newspaper,
    '#l1',
    columns,
  ),
  without(
    'removed/board-second',
    'The second card of the first list is gone.',
    board,
    '#t12',
    columns,
  ),
  without(
    'removed/board-first',
    'The first card of the third list is gone.',
    board,
    '#t31',
    columns,
  ),
  without(
    'removed/paragraph-beside-sidebar',
    'The first paragraph is gone; the sidebar stays.',
    manual,
    '#p1',
    columns,
  ),
  without(
    'removed/invoice-row',
    'The second item of the invoice is gone.',
    invoice,
    'tbody tr:nth-child(2)',
  ),
  without('removed/field', 'The field of the city is gone.', form, '#city'),
  without('removed/product', 'The second product is gone.', shop, '#g2'),
  without('removed/arabic-dish', 'The third dish is gone from the menu.', arabic, '#a3'),
  without('removed/code-line', 'A line of code is gone.', code, '#c3', { renderer: 'firefox' }),
  without('removed/bubble', 'The third message is gone.', chat, '#b3'),
  without('removed/quotation', 'The quotation is gone.', article, '#quote'),
  without(
    'removed/feature',
    'A feature of the third plan is gone.',
    prices,
    '#firm li:nth-child(2)',
    columns,
  ),
  without(
    'removed/sidebar-entry',
    'An entry of the sidebar is gone; the text beside it stays.',
    manual,
    '#n6',
    columns,
  ),
  without('removed/figures', 'The row of figures is gone.', dashboard, '.stats', columns),
  without('removed/firefox-product', 'The third product is gone.', shop, '#g3', {
    renderer: 'firefox',
  }),
];
