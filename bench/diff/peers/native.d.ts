/** What is used of the peers that are installed when the bench runs first (install.ts). */
declare module 'odiff-bin' {
  type Result =
    | { match: true }
    | { match: false; reason: 'layout-diff' | 'file-not-exists' }
    | { match: false; reason: 'pixel-diff'; diffCount: number };

  export class ODiffServer {
    compare(
      before: string,
      after: string,
      out: string,
      options: { antialiasing: boolean; outputDiffMask: boolean },
    ): Promise<Result>;
    stop(): void;
  }
}

declare module '@blazediff/bin' {
  type Result =
    | { match: true }
    | { match: false; reason: 'layout-diff' | 'file-not-exists' }
    | { match: false; reason: 'pixel-diff'; diffCount: number };

  export interface BlazeDiffOptions {
    antialiasing?: boolean;
    diffMask?: boolean;
    compression?: number;
  }

  export function compare(
    before: string,
    after: string,
    out: string,
    options: BlazeDiffOptions,
  ): Promise<Result>;
  export function hasNativeBinding(): boolean;
}
