import { createHash } from 'node:crypto';
import { type AccessibilityResult, identityOfResult, type NamedImage } from '@twinlens/contract';
import type { Tracing } from '@twinlens/telemetry';
import type { Area } from '../picture/messages.ts';
import { readPicture } from '../picture/read-picture.ts';
import { type NewPicture, PictureParts } from './picture-parts.ts';
import type { LeaseServer } from './server.ts';

/** A picture, or a result of an accessibility target, as the result of the capture names it. */
export interface UploadedImage {
  hash: string;
  /** Pixels; null for a result. */
  width: number | null;
  height: number | null;
  /** Of an animation only. */
  frameCount?: number;
  durationMs?: number;
  /** What does not count of a picture. */
  ignored?: Area[];
}

/** Bytes of pictures kept in memory before the capture has to wait. */
const maxWaitingBytes = 64_000_000;

/** So many pictures, or bytes, are brought at once: a call for each would take longer than the picture. */
const batchPictures = 24;
const batchBytes = 4_000_000;

/** What was found in a picture, which goes with it. */
interface NewResult {
  hash: string;
  png: Buffer;
  result: AccessibilityResult;
}

type Waiting = NewPicture | NewResult;

const isResult = (one: Waiting): one is NewResult => 'result' in one;
const isPicture = (one: Waiting): one is NewPicture => !isResult(one);

/** Names pictures and brings those to the server that it misses, while the capture goes on. */
export class PictureUploads {
  readonly #server: LeaseServer;
  readonly #tracing: Tracing;
  readonly #seen = new Set<string>();
  #queue: Waiting[] = [];
  #queuedBytes = 0;
  #sentBytes = 0;
  #running: Promise<void> | undefined;
  #failure: { error: unknown } | undefined;

  constructor(server: LeaseServer, tracing: Tracing) {
    this.#server = server;
    this.#tracing = tracing;
  }

  /** Takes one picture; waits only when too many are on their way. */
  async add(png: Buffer, ignored: Area[]): Promise<UploadedImage> {
    const { identity, still } = await readPicture(png, ignored);
    await this.#enqueue({ hash: identity.hash, png, ignored, ...(still && { still }) });
    return { ...identity, ...(ignored.length > 0 && { ignored }) };
  }

  /** Takes one result with its picture, which goes with it: a result the server has brought its own. */
  async addResult(result: AccessibilityResult, png: Buffer): Promise<UploadedImage> {
    const hash = createHash('sha256').update(identityOfResult(result)).digest('hex');
    await this.#enqueue({ hash, png, result });
    return { hash, width: null, height: null };
  }

  /** Waits until the server has every picture. @throws whatever kept one from arriving. */
  async finish(): Promise<void> {
    while (this.#queue.length > 0 || this.#running) {
      this.#running ??= this.#run();
      await this.#running;
    }
    if (this.#failure) throw this.#failure.error;
  }

  async #enqueue(waiting: Waiting): Promise<void> {
    if (this.#seen.has(waiting.hash)) {
      if (isPicture(waiting)) waiting.still?.forget();
    } else {
      this.#seen.add(waiting.hash);
      this.#queue.push(waiting);
      this.#queuedBytes += waiting.png.length;
      const enough = this.#queue.length >= batchPictures || this.#queuedBytes >= batchBytes;
      if (enough) this.#running ??= this.#run();
      if (this.#queuedBytes + this.#sentBytes > maxWaitingBytes) await this.finish();
    }
    if (this.#failure) throw this.#failure.error;
  }

  /** Brings what is queued now, and what is queued meanwhile if that is enough. */
  async #run(): Promise<void> {
    try {
      do {
        const batch = this.#queue;
        this.#queue = [];
        this.#sentBytes = this.#queuedBytes;
        this.#queuedBytes = 0;
        const attributes = { 'twinlens.pictures': batch.length };
        await this.#tracing.span('upload', { attributes }, () => this.#bring(batch));
      } while (this.#queue.length >= batchPictures || this.#queuedBytes >= batchBytes);
    } catch (error) {
      this.#failure = { error };
      this.#queue = [];
    }
    this.#sentBytes = 0;
    this.#running = undefined;
  }

  async #bring(batch: readonly Waiting[]): Promise<void> {
    const missing = await this.#bringPictures(batch);
    const results = batch.filter(isResult).filter(({ hash }) => missing.has(hash));
    if (results.length === 0) return;
    const pictures = await Promise.all(results.map(pictureOf));
    await this.#bringPictures([...new Map(pictures.map((one) => [one.hash, one])).values()]);
    for (const [index, { hash, result }] of results.entries()) {
      await this.#server.uploadResult(hash, { picture: pictures[index]?.hash ?? '', result });
    }
  }

  /** Brings those pictures that the server misses. @returns what it misses, results too */
  async #bringPictures(batch: readonly Waiting[]): Promise<Set<string>> {
    const pictures = batch.filter(isPicture);
    const parts = new PictureParts(pictures);
    const hashes = batch.map(({ hash }) => hash);
    const { missing, missingStrips } = await this.#server.missing(hashes, parts.digests());
    const images = await parts.pack(missing, missingStrips);
    for (const some of inBatches(images)) await this.#server.upload(some);
    return missing;
  }
}

async function pictureOf({ png }: NewResult): Promise<NewPicture> {
  const { identity, still } = await readPicture(png, []);
  return { hash: identity.hash, png, ignored: [], ...(still && { still }) };
}

/** A large picture goes by itself. */
function inBatches(images: readonly NamedImage[]): NamedImage[][] {
  const batches: NamedImage[][] = [];
  let room = 0;
  for (const image of images) {
    room -= image.bytes.length;
    if (room < 0 || batches.length === 0) {
      batches.push([]);
      room = batchBytes - image.bytes.length;
    }
    batches.at(-1)?.push(image);
  }
  return batches;
}
