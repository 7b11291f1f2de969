/** Names of repositories, and the addresses forges give to their pull requests. */

/** Where the path of a pull request leaves that of its repository, by forge. */
const pullRequestPaths = [
  // GitHub; Gitea and Forgejo.
  /^(\/[^/]+\/[^/]+)\/pulls?\/(\d+)$/,
  // GitLab, whose groups nest.
  /^((?:\/[^/]+){2,}?)(?:\/-)?\/merge_requests\/(\d+)$/,
  // Bitbucket, in the cloud and on one's own server.
  /^((?:\/[^/]+){2,})\/pull-requests\/(\d+)$/,
  // Azure.
  /^((?:\/[^/]+)+\/_git\/[^/]+)\/pullrequest\/(\d+)$/,
];

function parse(address: string): URL | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url !== null && /^https?:$/.test(url.protocol) ? url : null;
}

/**
 * The name of a repository given as an address or as a name: `github.com/owner/name`, in lower case.
 * Null for what names none.
 */
export function parseRepository(text: string): string | null {
  const url = parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  if (url === null) return null;
  const path = url.pathname.replace(/\/$/, '').replace(/\.git$/, '');
  return /^(?:\/[^/]+){2,}$/.test(path) ? nameOf(url, path) : null;
}

export interface PullRequestName {
  /** `github.com/owner/name`, in lower case. */
  repository: string;
  number: number;
}

export const repositoryOfPullRequest = (address: string): string | null =>
  parsePullRequest(address)?.repository ?? null;

/**
 * The repository and number of a pull request. Null unless the address is written as its forge writes
 * it, so that one pull request does not have many addresses.
 */
export function parsePullRequest(address: string): PullRequestName | null {
  const url = parse(address);
  if (url === null || url.href !== address || url.username !== '' || url.password !== '') {
    return null;
  }
  if (url.search !== '' || url.hash !== '') return null;
  for (const pattern of pullRequestPaths) {
    const [, path, number = ''] = pattern.exec(url.pathname) ?? [];
    if (path !== undefined && /^[1-9]\d{0,8}$/.test(number)) {
      return { repository: nameOf(url, path), number: Number(number) };
    }
  }
  return null;
}

/** Where the path of a commit leaves that of its repository, by forge. */
const commitPaths = [
  // GitHub, Gitea and Forgejo; GitLab.
  /^(\/[^/]+\/[^/]+)\/commit\/[^/]+$/,
  /^((?:\/[^/]+){2,}?)\/-\/commit\/[^/]+$/,
  // Bitbucket, in the cloud and on one's own server.
  /^((?:\/[^/]+){2,})\/commits\/[^/]+$/,
  // Azure.
  /^((?:\/[^/]+)+\/_git\/[^/]+)\/commit\/[^/]+$/,
];

/** The repository of a commit's address; null where it is none. */
export function repositoryOfCommit(address: string): string | null {
  const url = parse(address);
  if (url === null) return null;
  for (const pattern of commitPaths) {
    const [, path] = pattern.exec(url.pathname) ?? [];
    if (path !== undefined) return nameOf(url, path);
  }
  return null;
}

const nameOf = (url: URL, path: string) => `${url.host}${path}`.toLowerCase();
