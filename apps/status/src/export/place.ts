/** Finds the place that an address names. */
import { resolve } from 'node:path';
import { openBucket } from './bucket.ts';
import type { ExportPlace } from './export-place.ts';
import { folderAt } from './folder.ts';

export interface ExportAddress {
  /** A folder, or `s3://bucket/prefix`. */
  address: string;
  /** Of the bucket: null for that of AWS for the region. */
  endpoint: string | null;
  region: string;
}

const bucketPattern = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/;

/** What is wrong with an address; null where nothing is. */
export const problemOf = (address: string): string | null =>
  address.startsWith('s3:') && !bucketPattern.test(address)
    ? `"${address}" is no bucket such as s3://status-page/twinlens`
    : null;

export async function openPlace({
  address,
  endpoint,
  region,
}: ExportAddress): Promise<ExportPlace> {
  const [, bucket, prefix = ''] = bucketPattern.exec(address) ?? [];
  return bucket === undefined
    ? folderAt(resolve(address))
    : openBucket({ bucket, prefix: prefix.replace(/^\/+|\/+$/g, ''), endpoint, region });
}
