/** What clients call a package in their payloads. */
export const packagePath = (accountId: number, hash: string) => `a/${accountId}/${hash}`;

/** The md5 in a path of this account, or null when it is not one. */
export function hashOfPackagePath(accountId: number, path: string): string | null {
  const [, account, hash] = /^a\/(\d+)\/([0-9a-f]{32})$/.exec(path) ?? [];
  return hash !== undefined && account === String(accountId) ? hash : null;
}
