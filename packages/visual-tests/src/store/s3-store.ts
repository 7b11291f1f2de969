import { createHash, randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { TwinlensError } from '@twinlens/contract';
import { bucketTrouble, isBucketMissing, statusOf } from './bucket-trouble.ts';
import { openLocalCopies } from './local-copies.ts';
import { readPart } from './read-part.ts';
import { type BucketLocation, connectToBucket } from './s3-client.ts';
import { openStaging } from './staging.ts';
import type { Store, StoredObject, StoreName } from './store.ts';

/** How often a name is tried again that another is writing, and how long after the first time. */
const conflicts = 6;
const conflictMs = 50;

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('base64');

/** A name that no object has, for trying the bucket. */
const trialName = () => `trial/${randomBytes(16).toString('hex')}` as StoreName;

/**
 * A store of objects in a bucket. What threads read of pictures is copied to the disk of this server.
 *
 * @param folder for what is on its way in, and for those copies; may be lost at any time
 * @throws TwinlensError `unavailable` that says what is wrong with the bucket, and what to do
 */
export async function openS3Store(location: BucketLocation, folder: string): Promise<Store> {
  const { s3, client } = await connectToBucket(location);
  const { bucket: Bucket } = location;
  const stagingFolder = join(folder, 'staging');
  await openStaging(stagingFolder);
  const copies = openLocalCopies(join(folder, 'copies'));

  const send = (name: StoreName, bytes: Uint8Array, condition: { IfNoneMatch?: '*' }) =>
    client.send(
      new s3.PutObjectCommand({
        Bucket,
        Key: name,
        Body: bytes,
        ContentLength: bytes.length,
        ContentMD5: md5(bytes),
        ...condition,
      }),
    );

  async function put(name: StoreName, bytes: Uint8Array): Promise<void> {
    await send(name, bytes, {}).catch((error) =>
      Promise.reject(bucketTrouble(location, `writing ${name}`, error)),
    );
    await copies.forget(name);
  }

  async function create(name: StoreName, bytes: Uint8Array): Promise<boolean> {
    for (let again = 0; ; again += 1) {
      try {
        await send(name, bytes, { IfNoneMatch: '*' });
        return true;
      } catch (error) {
        if (statusOf(error) === 412) return false;
        // Another is writing it at this moment, and may fail.
        if (statusOf(error) !== 409 || again === conflicts) {
          throw bucketTrouble(location, `writing ${name}`, error);
        }
        await setTimeout(conflictMs * 2 ** again);
      }
    }
  }

  async function get(name: StoreName): Promise<Uint8Array | null> {
    let answer: GetObjectCommandOutput;
    try {
      answer = await client.send(new s3.GetObjectCommand({ Bucket, Key: name }));
      return (await answer.Body?.transformToByteArray()) ?? null;
    } catch (error) {
      if (statusOf(error) === 404 && !isBucketMissing(error)) return null;
      throw bucketTrouble(location, `reading ${name}`, error);
    }
  }

  const copyOf = (name: StoreName) => copies.find(name, () => get(name));

  async function* list(): AsyncIterable<StoredObject> {
    const pages = s3.paginateListObjectsV2({ client }, { Bucket });
    try {
      for await (const { Contents = [] } of pages) {
        for (const { Key, Size, ETag } of Contents) {
          if (Key === undefined || Key.startsWith('trial/')) continue;
          yield { name: Key as StoreName, size: Size ?? 0, version: ETag ?? '' };
        }
      }
    } catch (error) {
      throw bucketTrouble(location, 'listing it', error);
    }
  }

  /** Does everything once that is done later. */
  async function tryOut(): Promise<void> {
    const name = trialName();
    const bytes = Buffer.from(name);
    await client
      .send(new s3.ListObjectsV2Command({ Bucket, Prefix: 'trial/' }))
      .catch((error) => Promise.reject(bucketTrouble(location, 'listing it', error)));
    await create(name, bytes);
    const isOverwritten = await create(name, bytes);
    const kept = await get(name);
    await client
      .send(new s3.DeleteObjectCommand({ Bucket, Key: name }))
      .catch((error) => Promise.reject(bucketTrouble(location, 'deleting', error)));
    const problem = isOverwritten
      ? 'it overwrites what is to be written only if it is new (If-None-Match: *), and servers would overwrite one another: use a store that honours conditional writes'
      : kept === null || !bytes.equals(kept)
        ? 'what was written is not what is read'
        : null;
    if (problem !== null) throw bucketTrouble(location, 'trying it', new Error(problem));
  }

  await tryOut();
  return {
    stagingFolder,
    put,
    create,
    async adopt(name, path) {
      await put(name, await readFile(path));
      await rm(path);
    },
    get,
    async read(name, offset, length) {
      const path = await copyOf(name);
      return path === null ? null : readPart(path, offset, length);
    },
    async fileOf(name) {
      const path = await copyOf(name);
      if (path === null) throw new TwinlensError('internal', `the store has lost ${name}`);
      return path;
    },
    list,
    async check() {
      try {
        await client.send(new s3.HeadBucketCommand({ Bucket }));
      } catch (error) {
        throw bucketTrouble(location, 'asking for it', error);
      }
    },
  };
}
