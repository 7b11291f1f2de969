import { TwinlensError } from '@twinlens/contract';
import type { BucketLocation } from './s3-client.ts';

interface Answered {
  name?: unknown;
  message?: unknown;
  code?: unknown;
  $metadata?: { httpStatusCode?: unknown };
}

const isAnswered = (error: unknown): error is Answered =>
  typeof error === 'object' && error !== null;

/** The status of what was answered; undefined where nothing was. */
export const statusOf = (error: unknown): unknown =>
  isAnswered(error) ? error.$metadata?.httpStatusCode : undefined;

/** Whether it is the bucket that there is none of, and not an object in it. */
export const isBucketMissing = (error: unknown): boolean =>
  isAnswered(error) && error.name === 'NoSuchBucket';

/** What is wrong and what to do, by the names errors have in S3 and in Node. */
const advice: Record<string, string> = {
  NoSuchBucket: 'there is no such bucket: create it, or correct TWINLENS_S3_BUCKET',
  NotFound: 'there is no such bucket: create it, or correct TWINLENS_S3_BUCKET',
  InvalidBucketName: 'no bucket can have that name: correct TWINLENS_S3_BUCKET',
  AccessDenied:
    'access is denied: let this user list the bucket, and read, write and delete what is in it',
  AllAccessDisabled: 'the bucket is switched off',
  InvalidAccessKeyId: 'the access key is not known there: correct AWS_ACCESS_KEY_ID',
  SignatureDoesNotMatch: 'the secret is not that of the access key: correct AWS_SECRET_ACCESS_KEY',
  RequestTimeTooSkewed: 'the clocks of this machine and of the store differ by too much: set them',
  CredentialsProviderError:
    'there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give this machine a role',
  ExpiredToken: 'the credentials have expired',
  PermanentRedirect: 'the bucket is in another region: correct TWINLENS_S3_REGION',
  AuthorizationHeaderMalformed: 'the bucket is in another region: correct TWINLENS_S3_REGION',
  IllegalLocationConstraintException: 'the bucket is in another region: correct TWINLENS_S3_REGION',
  NotImplemented: 'the store does not know what is asked of it',
  QuotaExceeded: 'the quota is used up',
  ENOTFOUND: 'the name of its host is not known: correct TWINLENS_S3_ENDPOINT',
  ECONNREFUSED: 'nobody listens there: start the store, or correct TWINLENS_S3_ENDPOINT',
  TimeoutError: 'it did not answer in time',
};

/** An error that says which bucket, what is wrong with it and what to do. */
export function bucketTrouble(
  { bucket, endpoint, region }: BucketLocation,
  doing: string,
  cause: unknown,
): TwinlensError {
  const where = `the bucket "${bucket}" at ${endpoint ?? `AWS, ${region}`}`;
  const names = isAnswered(cause) ? [cause.code, cause.name].map(String) : [];
  const known = names.map((name) => advice[name]).find((text) => text !== undefined);
  const message = known ?? (cause instanceof Error ? cause.message : String(cause));
  return new TwinlensError('unavailable', `${where} cannot be used (${doing}): ${message}`, {
    cause,
  });
}
