/** Names of stored objects. Everything a tenant owns lies under its account. */
import type { ResultImageKind } from '@twinlens/contract';
import type { StoreName } from './store.ts';

/** A picture of what differs between two images of an account, by their public names. */
export interface ResultImage {
  /** Version of what looked at them. */
  engine: number;
  before: string;
  after: string;
  kind: ResultImageKind;
}

/** Whether an object is made again of others when somebody looks. */
export const isMadeAgain = (name: StoreName): boolean =>
  /^\d+\/(made-png|thumbnails-\d+|results-\d+-[a-z-]+)\//.test(name);

/** Says whose store it is. */
export const markName = 'installation' as StoreName;

function name(accountId: number, kind: string, hash: string, extension: string): StoreName {
  if (!/^[0-9a-f]{32,64}$/.test(hash)) throw new RangeError(`not a content hash: ${hash}`);
  return `${accountId}/${kind}/${hash.slice(0, 2)}/${hash}${extension}` as StoreName;
}

/**
 * A picture that is kept as the file it came in: animations, and what was stored before there were packs.
 * @param hash the image's public name, 32 hex digits
 */
export const imageName = (accountId: number, hash: string) =>
  name(accountId, 'images', hash, '.png');

/**
 * The pack of a still picture.
 * @param hash the image's public name, 32 hex digits
 */
export const packName = (accountId: number, hash: string) =>
  name(accountId, 'packs', hash, '.strips');

/**
 * The PNG of a pack: can be deleted, and is made again.
 * @param hash the image's public name, 32 hex digits
 */
export const madePngName = (accountId: number, hash: string) =>
  name(accountId, 'made-png', hash, '.png');

/**
 * A small picture: can be deleted, and is made again.
 * @param hash the image's public name, 32 hex digits
 */
export const thumbnailName = (accountId: number, hash: string, width: number) =>
  name(accountId, `thumbnails-${width}`, hash, '.png');

/**
 * What differs between two pictures: can be deleted, and is made again by the same engine.
 * @param before and `after`: the images' public names, 32 hex digits each
 */
export const resultImageName = (accountId: number, { engine, before, after, kind }: ResultImage) =>
  name(accountId, `results-${engine}-${kind}`, before + after, '.png');

/** @param hash the result's public name, 32 hex digits */
export const accessibilityName = (accountId: number, hash: string) =>
  name(accountId, 'accessibility', hash, '.json');

/** @param hash md5 of the archive */
export const packageName = (accountId: number, hash: string) =>
  name(accountId, 'packages', hash, '');

/** @param snapRequestId the payload belongs to this request alone */
export const payloadName = (accountId: number, snapRequestId: number) =>
  `${accountId}/payloads/${snapRequestId % 256}/${snapRequestId}.json` as StoreName;
