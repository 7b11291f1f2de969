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

/** What the reading thread is asked: what a PNG is, or some of its strips. */
export type ReadQuestion = { id: number; png: Uint8Array } & (
  | { ignored: readonly Area[] }
  | { manifest: Manifest; wanted: readonly number[] }
);

export type ReadAnswer = { id: number } & (
  | { picture: ReadPicture }
  | { blocks: Uint8Array[] }
  | { problem: string }
);
