/** A store of objects for tests: one of npm, or the one `npm run test:store` has started. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { cephCredentials } from './ceph.ts';

export interface ObjectStore {
  endpoint: string;
  bucket: string;
  /** For the environment of whoever uses it. */
  credentials: { AWS_ACCESS_KEY_ID: string; AWS_SECRET_ACCESS_KEY: string };
  stop(): Promise<void>;
}

const credentials = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' };

/**
 * Puts them into the environment of this process, where the client library looks for them.
 * @param options.ignoresConditions overwrites what is to be written only if it is new, as some stores do
 */
export async function startObjectStore({ ignoresConditions = false } = {}): Promise<ObjectStore> {
  const bucket = `test-${randomBytes(6).toString('hex')}`;
  const ceph = process.env.TWINLENS_TEST_CEPH;
  if (ceph !== undefined && !ignoresConditions) return useCeph(ceph, bucket);
  const directory = await mkdtemp(join(tmpdir(), 'twinlens-objects-'));
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    // It computes other ones than the library of AWS. Ceph, in `npm run test:store`, does not.
    allowMismatchedSignatures: true,
    directory,
    configureBuckets: [{ name: bucket }],
  });
  if (!ignoresConditions) honourConditions(server);
  const { port } = await server.run();
  Object.assign(process.env, credentials);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    bucket,
    credentials,
    async stop() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function useCeph(endpoint: string, bucket: string): Promise<ObjectStore> {
  Object.assign(process.env, cephCredentials);
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
  // Its buckets go when it is stopped.
  return { endpoint, bucket, credentials: cephCredentials, stop: async () => {} };
}

/**
 * Refuses what was written before, and what is being written, which it has no way to do of its own; as AWS
 * and Ceph do.
 */
function honourConditions(server: S3rver): void {
  const written = new Set<string>();
  const beingWritten = new Set<string>();
  server.middleware.unshift(async (exchange, next) => {
    const { method, path, req } = exchange;
    const isConditional = method === 'PUT' && req.headers['if-none-match'] === '*';
    if (isConditional && (written.has(path) || beingWritten.has(path))) {
      exchange.status = written.has(path) ? 412 : 409;
      exchange.body = '<Error><Code>ConditionFailed</Code></Error>';
      req.resume();
      return;
    }
    if (method === 'PUT') beingWritten.add(path);
    try {
      await next();
      if (method === 'PUT') written.add(path);
      if (method === 'DELETE') written.delete(path);
    } finally {
      beingWritten.delete(path);
    }
  });
}
