/** A browser as a library drives it, as far as a bench needs it. */
export interface PeerPage {
  goto(url: string): Promise<unknown>;
  /** The value of an expression, or of its promise. */
  evaluate(expression: string): Promise<unknown>;
  /** A picture of what is in the viewport, as PNG or as base64 of one. */
  screenshot(clip: { x: number; y: number; width: number; height: number }): Promise<unknown>;
  end(): Promise<unknown>;
}

export const viewport = { width: 1024, height: 768 };
