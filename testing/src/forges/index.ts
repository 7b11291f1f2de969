/** Forges, which exist only elsewhere: doubles made from the descriptions of their APIs. */
export { type AzureDouble, startAzureDouble } from './azure-double.ts';
export { type BitbucketDouble, startBitbucketDouble } from './bitbucket-double.ts';
export {
  type BitbucketServerDouble,
  startBitbucketServerDouble,
} from './bitbucket-server-double.ts';
export type { ForgeDouble, ForgeFault } from './forge-double.ts';
export { type GiteaDouble, startGiteaDouble } from './gitea-double.ts';
export { type GithubDouble, startGithubDouble } from './github-double.ts';
export { type GitlabDouble, startGitlabDouble } from './gitlab-double.ts';
