/**
 * Real services for tests. Never imported from `src`. What needs libraries that take long to load is at
 * addresses of its own, for those who use it: every file of tests loads this one.
 */
export { type Certificate, makeCertificate } from './certificate.ts';
export { type EdgeHere, startEdgeHere } from './edge-here.ts';
export { eventually } from './eventually.ts';
export { freePort } from './free-port.ts';
export { client as happoClient, clientEnvironment, type HappoRun, runHappo } from './happo.ts';
export { type HappoOnTerminal, startHappoOnTerminal } from './happo-on-terminal.ts';
export { writeHeadlessShell } from './headless-shell.ts';
export {
  answeredMetrics,
  compareMetrics,
  documentedMetrics,
  type Metric,
} from './metrics.ts';
export {
  type InstalledPostgres,
  installPostgres,
  type Postgres,
  startPostgres,
} from './postgres.ts';
export { listDescendants, stillAlive } from './processes.ts';
export { isInstalled, missingPrograms, missingRequirements } from './required-programs.ts';
export { type ProgramRun, runProgram } from './run-program.ts';
export { endServer, launchServer, serverReady } from './server-process.ts';
export { type Comparison, type SignedIn, signIn } from './signed-in.ts';
export { type RunningTwinlens, startTwinlens } from './up.ts';
export { isWhole } from './whole.ts';
