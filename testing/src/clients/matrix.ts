import { curlRows } from './curl.ts';
import { rowsOfHappoIo, rowsOfStorybookPlugin } from './happo-ci.ts';
import { rowsOfHappoE2e } from './happo-e2e.ts';
import type { Row } from './row.ts';
import { rowsOfVersion6 } from './version-6.ts';

/** Every client and integration that is run, in the order of the table. */
export const matrix: Row[] = [
  ...rowsOfVersion6('6.13.0'),
  ...rowsOfVersion6('6.3.3'),
  ...rowsOfHappoIo('13.0.1'),
  ...rowsOfHappoIo('12.4.2'),
  ...rowsOfStorybookPlugin('5.0.4', '13.0.1'),
  ...rowsOfHappoE2e({
    e2e: '5.0.0',
    happoIo: '13.0.1',
    happoPlaywright: '4.0.3',
    happoCypress: '4.3.1',
  }),
  ...curlRows,
];
