import { identifyPicture } from '@twinlens/image-diff';
import type { LeaseServer } from './server.ts';

export interface UploadedImage {
  hash: string;
  width: number;
  height: number;
  /** Of an animation only. */
  frameCount?: number;
  durationMs?: number;
}

/** Bytes of pictures kept in memory before the capture has to wait. */
const maxWaitingBytes = 64_000_000;

const maxUploads = 4;

interface Waiting {
  hash: string;
  png: Buffer;
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
  async add(png: Buffer): Promise<UploadedImage> {
    const { pixelHash: hash, width, height, animation } = identifyPicture(png);
    if (!this.#seen.has(hash)) {
      this.#seen.add(hash);
      this.#queue.push({ hash, png });
      this.#waitingBytes += png.length;
      this.#running ??= this.#run();
      if (this.#waitingBytes > maxWaitingBytes) await this.finish();
    }
    if (this.#failure) throw this.#failure.error;
    return { hash, width, height, ...animation };
  }

  /** Waits until the server has every picture. @throws whatever kept one from arriving. */
  async finish(): Promise<void> {
    await this.#running;
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
    for (let next = uploads.pop(); next; next = uploads.pop()) {
      await this.#server.upload(next.hash, next.png);
    }
  }
}
