import type { Row } from './row.ts';
import { rowsOfVersion6 } from './version-6.ts';

/** Every client and integration that is run, in the order of the table. */
export const matrix: Row[] = [...rowsOfVersion6('6.13.0'), ...rowsOfVersion6('6.3.3')];
