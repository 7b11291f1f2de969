import type { ThumbnailWidth } from '@twinlens/contract';
import type { PackedStrips, Region } from '@twinlens/image-diff';
import type {
  KeptFile,
  LocatedPicture,
  PairToLookAt,
  PairToPaint,
  PicturesToJudge,
  Pixels,
  SeenPair,
  SentStrips,
  StripsOfFile,
} from '@twinlens/visual-tests';

export interface ThumbnailQuestion {
  picture: KeptFile;
  width: ThumbnailWidth;
}

export interface BlockQuestion {
  block: Uint8Array;
  /** Bytes of content. */
  length: number;
}

export interface HashQuestion {
  picture: LocatedPicture;
  ignored: readonly Region[];
}

/** What a thread is asked, by the kind of question. */
export interface Questions {
  read: string;
  compress: StripsOfFile;
  verify: SentStrips;
  'compress again': BlockQuestion;
  hash: HashQuestion;
  encode: LocatedPicture;
  thumbnail: ThumbnailQuestion;
  paint: PairToPaint;
  judge: PicturesToJudge;
  look: PairToLookAt;
}

/** What it answers to each kind. */
export interface Answers {
  read: Pixels;
  compress: PackedStrips;
  verify: { rows: Uint32Array };
  'compress again': Uint8Array;
  hash: string;
  encode: Uint8Array;
  thumbnail: Uint8Array;
  paint: Uint8Array;
  judge: boolean;
  look: SeenPair;
}

export type Kind = keyof Questions;

export type DecodeQuestion = { [K in Kind]: { kind: K; question: Questions[K] } }[Kind];

export type Refusal = 'no picture' | 'too large' | 'wrong strips';

export type DecodeAnswer = { answer: Answers[Kind] } | { refused: Refusal; message: string };
