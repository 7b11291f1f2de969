import { createHash } from 'node:crypto';
import { type AccessibilityResult, identityOfResult } from '@twinlens/contract';
import { type Area, readPicture } from '../picture/read-picture.ts';
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

const maxUploads = 4;

interface Waiting {
  hash: string;
  png: Buffer;
  upload(): Promise<void>;
}

/** Names pictures and brings those to the server that it misses, while the capture goes on. */
export class PictureUploads {
  readonly #server: LeaseServer;
  readonly #seen = new Set<string>();
  readonly #queue: Waiting[] = [];
  #waitingBytes = 0;
  #running: Promise<void> | undefined;
  #failure: { error: unknown } | undefined;

  constructor(server: LeaseServer) {
    this.#server = server;
  }

  /** Takes one picture; waits only when too many are on their way. */
  async add(png: Buffer, ignored: Area[]): Promise<UploadedImage> {
    const picture = await readPicture(png, ignored);
    const { hash } = picture;
    await this.#enqueue({ hash, png, upload: () => this.#server.upload(hash, png) });
    return { ...picture, ...(ignored.length > 0 && { ignored }) };
  }

  /** Takes one result with its picture, which goes with it: a result the server has brought its own. */
  async addResult(result: AccessibilityResult, png: Buffer): Promise<UploadedImage> {
    const hash = createHash('sha256').update(identityOfResult(result)).digest('hex');
    const upload = async (): Promise<void> => {
      const picture = await readPicture(png, []);
      await this.#server.upload(picture.hash, png);
      await this.#server.uploadResult(hash, { picture: picture.hash, result });
    };
    await this.#enqueue({ hash, png, upload });
    return { hash, width: null, height: null };
  }

  /** Waits until the server has every picture. @throws whatever kept one from arriving. */
  async finish(): Promise<void> {
    await this.#running;
    if (this.#failure) throw this.#failure.error;
  }

  async #enqueue(waiting: Waiting): Promise<void> {
    if (!this.#seen.has(waiting.hash)) {
      this.#seen.add(waiting.hash);
      this.#queue.push(waiting);
      this.#waitingBytes += waiting.png.length;
      this.#running ??= this.#run();
      if (this.#waitingBytes > maxWaitingBytes) await this.finish();
    }
    if (this.#failure) throw this.#failure.error;
  }

  async #run(): Promise<void> {
    try {
      for (let batch = this.#take(); batch.length > 0; batch = this.#take()) {
        const missing = await this.#server.missing(batch.map(({ hash }) => hash));
        const uploads = batch.filter(({ hash }) => missing.has(hash));
        await Promise.all(Array.from({ length: maxUploads }, () => this.#uploadFrom(uploads)));
        for (const { png } of batch) this.#waitingBytes -= png.length;
      }
    } catch (error) {
      this.#failure = { error };
    }
    this.#running = undefined;
  }

  #take(): Waiting[] {
    return this.#queue.splice(0, 1000);
  }

  async #uploadFrom(uploads: Waiting[]): Promise<void> {
    for (let next = uploads.pop(); next; next = uploads.pop()) await next.upload();
  }
}
