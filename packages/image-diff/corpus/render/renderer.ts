import type { Pixmap } from '../../src/index.ts';
import type { Rectangle } from './measure.ts';
import type { Place, Scene } from './pair.ts';

export interface Shot {
  picture: Pixmap;
  /** One for each place asked for, in their order. */
  places: Rectangle[];
}

export interface Renderer {
  /** Name and version, such as `chromium 153.0.1`. */
  readonly name: string;
  /** Shows a document, runs the edits, and takes its picture. */
  render(scene: Scene, edits: readonly string[], places: readonly Place[]): Promise<Shot>;
  close(): Promise<void>;
}

/** Every picture is laid out in a window of this height, where its scene has none. */
export const windowHeight = 240;
