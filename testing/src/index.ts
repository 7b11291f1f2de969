/** Real services for tests. Never imported from `src`. */
export type { Browser, Page } from 'playwright-core';
export { findViolations } from './accessibility.ts';
export { type AnyWindow, openAnyWindow } from './any-browser.ts';
export { type Ceph, startCeph } from './ceph.ts';
export { type Certificate, makeCertificate } from './certificate.ts';
export { launchChromium } from './chromium.ts';
export { type EdgeHere, startEdgeHere } from './edge-here.ts';
export { eventually } from './eventually.ts';
export { type AzureDouble, startAzureDouble } from './forges/azure-double.ts';
export { type BitbucketDouble, startBitbucketDouble } from './forges/bitbucket-double.ts';
export {
  type BitbucketServerDouble,
  startBitbucketServerDouble,
} from './forges/bitbucket-server-double.ts';
export type { ForgeDouble, ForgeFault } from './forges/forge-double.ts';
export { type GiteaDouble, startGiteaDouble } from './forges/gitea-double.ts';
export { type GithubDouble, startGithubDouble } from './forges/github-double.ts';
export { type GitlabDouble, startGitlabDouble } from './forges/gitlab-double.ts';
export { freePort } from './free-port.ts';
export { client as happoClient, clientEnvironment, type HappoRun, runHappo } from './happo.ts';
export { type HappoOnTerminal, startHappoOnTerminal } from './happo-on-terminal.ts';
export { writeHeadlessShell } from './headless-shell.ts';
export {
  type MailServer,
  type MailServerOptions,
  type ReceivedMail,
  startMailServer,
} from './mail-server.ts';
export {
  answeredMetrics,
  compareMetrics,
  documentedMetrics,
  type Metric,
} from './metrics.ts';
export { type ObjectStore, startObjectStore } from './object-store.ts';
export {
  type InstalledPostgres,
  installPostgres,
  type Postgres,
  startPostgres,
} from './postgres.ts';
export { listDescendants, stillAlive } from './processes.ts';
export { isInstalled, missingPrograms, missingRequirements } from './required-programs.ts';
export { type ProgramRun, runProgram } from './run-program.ts';
export { type Comparison, type SignedIn, signIn } from './signed-in.ts';
export { type RunningTwinlens, startTwinlens } from './up.ts';
