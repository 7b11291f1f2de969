/** Animated PNG: what the chunks of the third edition of the PNG specification (W3C, 2025) hold. */

export type Disposal = 'none' | 'background' | 'previous';
export type Blending = 'source' | 'over';

/** Content of fcTL, without its sequence number. */
export interface FrameControl {
  width: number;
  height: number;
  left: number;
  top: number;
  /** How long the frame is shown: this share of a second. */
  delay: { numerator: number; denominator: number };
  /** What becomes of its part of the canvas before the next frame. */
  disposal: Disposal;
  /** Whether it takes the place of what is there, or is painted over it. */
  blending: Blending;
}

export const disposals: Disposal[] = ['none', 'background', 'previous'];
export const blendings: Blending[] = ['source', 'over'];

/** Milliseconds, not rounded. */
export const delayMs = ({ delay: { numerator, denominator } }: FrameControl): number =>
  (numerator * 1000) / denominator;
