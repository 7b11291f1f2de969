/** Real services for tests. Never imported from `src`. */
export { launchChromium } from './chromium.ts';
export { type Postgres, startPostgres } from './postgres.ts';
