/** Projects of customers; the table of clients: its rows, and what runs them. */
export { bundledChromium } from '../browser/chromium.ts';
export { client, clientEnvironment } from '../happo.ts';
export { type Bench, startBench } from './bench.ts';
export { readCustomLibrary } from './custom.ts';
export {
  configureCypress,
  cypressCommand,
  cypressEnvironment,
  writeCypressProject,
} from './cypress.ts';
export { comesWithLockFile } from './install.ts';
export { matrix } from './matrix.ts';
export { fetchPicture, type Picture } from './pixels.ts';
export {
  configurePlaywright,
  playwrightCommand,
  playwrightEnvironment,
  writePlaywrightProject,
} from './playwright.ts';
export type { ClientProject, Look } from './project.ts';
export type { Row } from './row.ts';
export { type Outcome, tryRow } from './run-row.ts';
export { writeSite } from './site.ts';
export { formatTable, readTable, type Verdict, writeTable } from './table.ts';
