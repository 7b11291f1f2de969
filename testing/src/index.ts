/** Real services for tests. Never imported from `src`. */
export type { Browser, Page } from 'playwright-core';
export { findViolations } from './accessibility.ts';
export { type AnyWindow, openAnyWindow } from './any-browser.ts';
export { launchChromium } from './chromium.ts';
export { eventually } from './eventually.ts';
export { freePort } from './free-port.ts';
export { type GithubDouble, startGithubDouble } from './github-double.ts';
export { client as happoClient, clientEnvironment, type HappoRun, runHappo } from './happo.ts';
export { type HappoOnTerminal, startHappoOnTerminal } from './happo-on-terminal.ts';
export { type Postgres, startPostgres } from './postgres.ts';
export { listDescendants, stillAlive } from './processes.ts';
export { type ProgramRun, runProgram } from './run-program.ts';
export { type Comparison, type SignedIn, signIn } from './signed-in.ts';
export { type RunningTwinlens, startTwinlens } from './up.ts';
