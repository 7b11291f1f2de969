import type { S3Client } from '@aws-sdk/client-s3';

/** An S3-compatible store. Who may use it is said as the client library of AWS reads it. */
export interface BucketLocation {
  bucket: string;
  /** Null: that of AWS for the region. */
  endpoint: string | null;
  region: string;
}

export type S3 = typeof import('@aws-sdk/client-s3');

const connectTimeoutMs = 5_000;

/** Of one attempt at a request; the largest objects are packages of 60 MB. */
const requestTimeoutMs = 60_000;

const attempts = 4;

/** The library takes half a second to load, which only those who use it wait for. */
export async function connectToBucket({
  endpoint,
  region,
}: BucketLocation): Promise<{ s3: S3; client: S3Client }> {
  const s3 = await import('@aws-sdk/client-s3');
  const client = new s3.S3Client({
    region,
    ...(endpoint !== null && { endpoint, forcePathStyle: true }),
    maxAttempts: attempts,
    requestHandler: {
      connectionTimeout: connectTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
    // Its own checksums come in trailers, which compatible stores need not know; we send an MD5.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return { s3, client };
}
