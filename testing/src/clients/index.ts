/** The table of clients: its rows, and what runs them. */
export { type Bench, startBench } from './bench.ts';
export { comesWithLockFile } from './install.ts';
export { matrix } from './matrix.ts';
export type { Row } from './row.ts';
export { type Outcome, tryRow } from './run-row.ts';
export { formatTable, readTable, type Verdict, writeTable } from './table.ts';
