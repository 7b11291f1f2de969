/**
 * Where bytes lie: pictures, packages, payloads. One interface, so that nothing else knows whether
 * they are files, objects in a bucket or strips.
 */
export interface Store {
  /** Writes the whole object or nothing; writing the same name again is harmless. */
  put(name: StoreName, bytes: Uint8Array): Promise<void>;
  /** Writes the whole object unless there is one of that name. @returns whether this call did */
  create(name: StoreName, bytes: Uint8Array): Promise<boolean>;
  /** Where files on their way in are written; on the disk of the store, so that adopting is a move. */
  readonly stagingFolder: string;
  /** Takes over a finished file of the staging folder. */
  adopt(name: StoreName, path: string): Promise<void>;
  /** The bytes, or null when there is no such object. */
  get(name: StoreName): Promise<Uint8Array | null>;
  /** Some of its bytes, fewer where it ends before; null when there is no such object. */
  read(name: StoreName, offset: number, length: number): Promise<Uint8Array | null>;
  /**
   * A file with its bytes, or with those it had before it was replaced, for a thread that has no store. It
   * stays for some minutes at least.
   */
  fileOf(name: StoreName): Promise<string>;
  /** All objects, in no order; those that appear or go meanwhile may be missing. */
  list(): AsyncIterable<StoredObject>;
  /** Throws when the store cannot be written to; for readiness. */
  check(): Promise<void>;
}

export interface StoredObject {
  name: StoreName;
  /** Bytes. */
  size: number;
  /** Another one when its bytes are others. */
  version: string;
}

/** Names are made by names.ts, or were listed; never from a client's text. */
export type StoreName = string & { readonly storeName: unique symbol };
