import { createHash } from 'node:crypto';
import { cacheControl } from '../site/site.ts';
import type { ExportPlace } from './export-place.ts';

interface BucketPlace {
  bucket: string;
  /** Of names, without slashes around it. */
  prefix: string;
  endpoint: string | null;
  region: string;
}

const connectTimeoutMs = 5_000;
const requestTimeoutMs = 20_000;

/**
 * An S3-compatible bucket, for hosts that serve one as a site. Who may write there is said as the client
 * library of AWS reads it.
 */
export async function openBucket({
  bucket,
  prefix,
  endpoint,
  region,
}: BucketPlace): Promise<ExportPlace> {
  // Takes half a second to load, which only those who use it wait for.
  const { PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
  const client = new S3Client({
    region,
    ...(endpoint !== null && { endpoint, forcePathStyle: true }),
    requestHandler: {
      connectionTimeout: connectTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
    // Its own checksums come in trailers, which compatible stores need not know; we send an MD5.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return {
    async write(name, { type, body }) {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: prefix === '' ? name : `${prefix}/${name}`,
          Body: body,
          ContentType: type,
          ContentMD5: createHash('md5').update(body).digest('base64'),
          CacheControl: cacheControl,
        }),
      );
    },
  };
}
