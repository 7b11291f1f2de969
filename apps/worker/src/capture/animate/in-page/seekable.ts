/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** Something on the page that shows any moment of its animation when told to. Milliseconds. */
export interface Seekable {
  /** `css-animation`, `css-transition`, `web-animation`, `svg`, or the name of a driver. */
  kind: string;
  name: string | null;
  element: Element | null;
  /** Two with one key are the same animation, found twice. */
  key: object;
  /** From its start to its end, or one round of what repeats for ever; null where nobody knows. */
  lengthMs: number | null;
  repeats: boolean;
  /** Keeps it from moving by itself. */
  pause(): void;
  /** Shows the moment this long after its start; a promise where that takes a while. */
  seek(ms: number): unknown;
  /** Ends it, as its own course would, so that what waits for its end goes on. */
  finish(): unknown;
  /** Hands it back as `pause` has found it. */
  release(): void;
}

/** Where elements can be looked for, which stops at each of them. */
export type Root = Document | ShadowRoot;
