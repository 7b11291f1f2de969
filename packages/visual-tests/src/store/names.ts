/** Names of stored objects. Everything a tenant owns lies under its account. */
import type { StoreName } from './store.ts';

function name(accountId: number, kind: string, hash: string, extension: string): StoreName {
  if (!/^[0-9a-f]{32,64}$/.test(hash)) throw new RangeError(`not a content hash: ${hash}`);
  return `${accountId}/${kind}/${hash.slice(0, 2)}/${hash}${extension}` as StoreName;
}

/** @param hash the image's public name, 32 hex digits */
export const imageName = (accountId: number, hash: string) =>
  name(accountId, 'images', hash, '.png');

/** @param hash the result's public name, 32 hex digits */
export const accessibilityName = (accountId: number, hash: string) =>
  name(accountId, 'accessibility', hash, '.json');

/** @param hash md5 of the archive */
export const packageName = (accountId: number, hash: string) =>
  name(accountId, 'packages', hash, '');

/** @param snapRequestId the payload belongs to this request alone */
export const payloadName = (accountId: number, snapRequestId: number) =>
  `${accountId}/payloads/${snapRequestId % 256}/${snapRequestId}.json` as StoreName;
