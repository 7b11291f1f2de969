/** What the bench and the processes that drive Playwright tell each other. */
export interface Chunk {
  index: number;
  total: number;
}

export interface CaptureOrder {
  /** Address of the page with the examples. */
  url: string;
  /** One page each, side by side. */
  chunks: Chunk[];
  animations: 'allow' | 'disabled';
  /** Whether pictures are decoded and hashed; otherwise they are thrown away. */
  hashed: boolean;
}

export interface Picture {
  /** Component and variant. */
  name: string;
  /** Hash of the pixels; empty unless asked for. */
  hash: string;
}

export type FromDriver = { ready: true } | { pictures: Picture[] } | { failure: string };
