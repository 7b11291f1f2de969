/** Where statuses are written: what an administrator says of each forge, and what a commit is told. */
import { type Static, Type } from 'typebox';
import { Link, Sha } from '../fields.ts';

const place = {
  /** Where its API is, such as `https://api.github.com` or `https://gitlab.example.org/api/v4`. */
  api: Link,
  /** Host and path, as links to its pull requests and commits have them. */
  repository: Type.String({ minLength: 1, maxLength: 500 }),
  /** Whether pull requests get a comment with the changes as pictures, changed as they are decided on. */
  comment: Type.Optional(Type.Boolean()),
};

/** By a token, or as a GitHub App, whose private key (PEM) is the secret then. */
export const GithubSettings = Type.Object({
  ...place,
  /** A commit status if nothing is said. Only apps may write check runs. */
  writes: Type.Optional(Type.Enum(['status', 'check', 'both'])),
  /** What commits of a merge queue are told: what builds of theirs find, if nothing is said. */
  mergeQueue: Type.Optional(Type.Enum(['builds', 'pull-request'])),
  app: Type.Optional(
    Type.Object({
      /** App id or client id. */
      id: Type.String({ pattern: '^[A-Za-z0-9._-]{1,100}$' }),
      installation: Type.Integer({ minimum: 1 }),
    }),
  ),
});
export type GithubSettings = Static<typeof GithubSettings>;

/** By an access token of a person, project or group with the scope `api`. */
export const GitlabSettings = Type.Object(place);
export type GitlabSettings = Static<typeof GitlabSettings>;

/** By an access token of the repository or workspace; with `user` by an API token of that person. */
export const BitbucketSettings = Type.Object({
  ...place,
  user: Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: '^[^:\\s]+$' })),
});
export type BitbucketSettings = Static<typeof BitbucketSettings>;

/** By an HTTP access token. `api` is the address of the server. */
export const BitbucketServerSettings = Type.Object(place);
export type BitbucketServerSettings = Static<typeof BitbucketServerSettings>;

/** By a personal access token. `api` is `https://dev.azure.com`, or the address of the server. */
export const AzureSettings = Type.Object(place);
export type AzureSettings = Static<typeof AzureSettings>;

/** Gitea and Forgejo, by an access token. */
export const GiteaSettings = Type.Object(place);
export type GiteaSettings = Static<typeof GiteaSettings>;

/** Kinds of destinations that statuses are written on. */
export const forgeKinds = [
  'github',
  'gitlab',
  'bitbucket',
  'bitbucket-server',
  'azure',
  'gitea',
] as const;
export type ForgeKind = (typeof forgeKinds)[number];

/** One line of a commit: what it stands for there, by name. */
export const CommitStatus = Type.Object({
  type: Type.Literal('status'),
  sha: Sha,
  /** The name under which the forge keeps it, and that a branch can require. */
  context: Type.String(),
  state: Type.Enum(['pending', 'success', 'failure', 'error']),
  description: Type.String(),
  url: Type.String(),
  /** Number of the pull request the run is of; absent where it is of none. */
  pullRequest: Type.Optional(Type.Integer()),
});
export type CommitStatus = Static<typeof CommitStatus>;

/** The same as a check run of a GitHub App, which has room for more. */
export const CheckRun = Type.Object({
  type: Type.Literal('check'),
  sha: Sha,
  name: Type.String(),
  /** Null while it runs. What needs review is `action_required`: `neutral` would let it pass. */
  conclusion: Type.Union([
    Type.Null(),
    Type.Enum(['success', 'failure', 'action_required', 'timed_out']),
  ]),
  title: Type.String(),
  /** Markdown. */
  summary: Type.String(),
  url: Type.String(),
  pullRequest: Type.Optional(Type.Integer()),
});
export type CheckRun = Static<typeof CheckRun>;

/** The one comment of ours on a pull request. */
export const PullRequestComment = Type.Object({
  type: Type.Literal('comment'),
  pullRequest: Type.Integer(),
  /** Markdown. By its first line it is found again. */
  body: Type.String(),
});
export type PullRequestComment = Static<typeof PullRequestComment>;
