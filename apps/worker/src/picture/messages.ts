import type { Manifest } from '@twinlens/image-diff';

/** A part of a picture, in pixels. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What a picture is: the hash of its pixels, of those that count, and its size in pixels. */
export interface PictureIdentity {
  hash: string;
  width: number;
  height: number;
  /** Of an animation only: its frames, and how long they are shown, once. */
  frameCount?: number;
  durationMs?: number;
}

export interface ReadPicture {
  identity: PictureIdentity;
  /** How a still is cut into strips; an animation is not. */
  manifest?: Manifest;
}

/**
 * What the reading thread is asked: what a PNG is, and later for some of its strips, or none of them.
 * `of` is the id of the question about the PNG, which is sent again where the thread has forgotten it.
 */
export type ReadQuestion = { id: number } & (
  | { kind: 'read'; png: Uint8Array; ignored: readonly Area[] }
  | { kind: 'compress'; of: number; manifest: Manifest; wanted: readonly number[] }
  | { kind: 'compress again'; png: Uint8Array; manifest: Manifest; wanted: readonly number[] }
  | { kind: 'forget'; of: number }
);

export type ReadAnswer = { id: number } & (
  | { picture: ReadPicture }
  | { blocks: Uint8Array[] }
  | { forgotten: true }
  | { problem: string }
);
