import type {
  DeepCompare,
  DifferenceClass,
  ResultImageKind,
  SeenOperation,
  ThumbnailWidth,
} from '@twinlens/contract';
import type { Manifest, PackedStrips, Region, StoredStrips } from '@twinlens/image-diff';
import type { Kysely } from 'kysely';
import type { Area, Database } from './db/schema.ts';
import type { Observer } from './observer.ts';
import type { Store } from './store/store.ts';

/** Limits and periods of the product's rules; one place, so that tests can make them small. */
export interface Rules {
  /** A lease without a heartbeat for this long is given to another worker. Milliseconds. */
  leaseMs: number;
  /** Attempts at one snap-request before it fails for good. */
  maxAttempts: number;
  /** A job that gets no comparison or report for this long expires. Milliseconds. */
  jobExpiryMs: number;
  /** How long a server that something is told may take to answer. Milliseconds. */
  answerMs: number;
}

export const defaultRules: Rules = {
  leaseMs: 30_000,
  maxAttempts: 3,
  jobExpiryMs: 6 * 60 * 60 * 1000,
  // As long as the service the happo clients know waits (protocol.md 13).
  answerMs: 20_000,
};

/** What a verb needs from the program that calls it. Verbs have one shape: `verb({ ctx, input })`. */
export interface Context {
  db: Kysely<Database>;
  store: Store;
  rules: Rules;
  now: () => Date;
  /** Public origin, without a trailing slash; every URL handed out starts with it. */
  origin: string;
  /** Key of the installation, 32 bytes: seals secrets at rest, signs upload URLs. */
  installationKey: Uint8Array;
  /** Called after a commit that may have made work for workers, so that long polls wake at once. */
  onWork: () => void;
  /** What is done to pixels, within bounded memory and time and away from other requests. */
  pixelWork: PixelWork;
  /**
   * Whether a picture differs from an earlier one only where it differs from itself, captured again.
   * Done as `pixelWork` is.
   * @throws TwinlensError when one of them cannot be looked at
   */
  differsOnlyWhereUnstable: (pictures: PicturesToJudge) => Promise<boolean>;
  /**
   * What there is to see between two pictures. Done as `pixelWork` is.
   * @throws TwinlensError when they cannot be looked at
   */
  lookAtPair: (pair: PairToLookAt) => Promise<SeenPair>;
  /** How mail is sent; null where this installation sends none. */
  mail: MailSettings | null;
  /** Version of what looks at pairs. */
  engineVersion: number;
  /** Who is told what is done. */
  observer: Observer;
}

export interface MailSettings {
  /** Name and port of the mail server. */
  host: string;
  /** Whom mail is from: an address, or as in `Twinlens <twinlens@example.org>`. */
  sender: string;
}

export interface PixelWork {
  /**
   * Decodes a stranger's PNG.
   * @throws TwinlensError what is wrong with it
   */
  readPixels(path: string): Promise<Pixels>;
  /**
   * Compresses some strips of a still that `readPixels` has read.
   * @throws TwinlensError what is wrong with it
   */
  compressStrips(question: StripsOfFile): Promise<PackedStrips>;
  /**
   * Looks whether blocks hold the strips they are said to, and fingerprints their rows.
   * @throws TwinlensError `invalid_request` where they do not
   */
  verifyStrips(question: SentStrips): Promise<{ rows: Uint32Array }>;
  /**
   * The same content in fewer bytes, with all the time that takes: one block, so that nobody waits long.
   * @param length bytes of content
   * @returns the block itself where there are no fewer
   * @throws TwinlensError `invalid_request` where it is damaged
   */
  compressAgain(block: Uint8Array, length: number): Promise<Uint8Array>;
  /** The hash of the pixels of a picture, of those outside of some areas. */
  hashWithoutAreas(picture: LocatedPicture, ignored: readonly Region[]): Promise<string>;
  /** A picture as a PNG. */
  encodePng(picture: LocatedPicture): Promise<Uint8Array>;
  /** The top of a picture, small, as a PNG; of an animated one the first frame. */
  makeThumbnail(picture: KeptFile, width: ThumbnailWidth): Promise<Uint8Array>;
  /**
   * What differs between two pictures, as a PNG.
   * @throws TwinlensError where they cannot be looked at
   */
  paintResult(pair: PairToPaint): Promise<Uint8Array>;
}

/** Some strips of a PNG: places in its manifest, ascending. */
export interface StripsOfFile {
  path: string;
  manifest: Manifest;
  wanted: number[];
  /** Of the fingerprints of rows. */
  key: Uint8Array;
}

export interface SentStrips {
  manifest: Manifest;
  /** Places in the manifest, ascending. */
  sent: number[];
  blocks: Uint8Array[];
  /** Of the fingerprints of rows. */
  key: Uint8Array;
}

/** Where a thread finds the bytes of a block (a pack, and which of its blocks), or those bytes. */
export type LocatedBlock = { file: string; block: number } | Uint8Array;

/** A stored picture, as plain data that can be handed to a thread: nothing of its pixels has been read. */
export interface LocatedPicture extends StoredStrips {
  blocks: LocatedBlock[];
}

/** A picture where it lies, or the PNG it is kept as. */
export type KeptFile = { stored: LocatedPicture } | { png: Uint8Array };

/** The same, and what does not count of it. */
export type KeptPicture = { ignored: Area[] } & KeptFile;

export interface PairToPaint {
  before: KeptPicture;
  after: KeptPicture;
  kind: ResultImageKind;
}

export interface PicturesToJudge {
  before: KeptPicture;
  after: KeptPicture;
  /** The later one, captured again. */
  again: KeptPicture;
}

export interface PairToLookAt {
  before: KeptPicture;
  after: KeptPicture;
  /** Null where only the kind of difference is asked for. */
  tolerance: DeepCompare | null;
}

export interface SeenPair {
  class: DifferenceClass;
  operations: SeenOperation[];
  /** Name of what changed, equal for equal changes; null where nobody would decide on it. */
  print: string | null;
  /** Null where no tolerance was given. */
  tolerated: { within: boolean; reason: string } | null;
}

/** What the decoded pixels of an image say about it. */
export interface Pixels {
  pixelHash: string;
  width: number;
  height: number;
  /** Of a still only: all of it, also where something does not count. */
  manifest?: Manifest;
  /** Of a picture of many frames only. */
  animation?: { frameCount: number; durationMs: number };
}

/** The caller of a client operation: an API key's account. */
export interface ClientCaller {
  accountId: number;
  /** The public part of the API key. */
  key: string;
  /** Name of the only project the key is for; null for all of them. */
  project: string | null;
  /** Address of the pull request the key was given to; null for a key that may take over anything. */
  pullRequest: string | null;
}

/** The caller of a worker's operation. */
export interface WorkerCaller {
  /** Null: the token of the installation. */
  tokenId: number | null;
}

/** A signed-in person acting in an account. */
export interface PersonCaller {
  accountId: number;
  userId: string;
  name: string;
  role: 'admin' | 'member';
}
