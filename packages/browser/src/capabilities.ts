import type { Appearance } from './appearance.ts';
import type { Device } from './device.ts';

/**
 * What an engine can do of what it may be asked for. Whoever asks looks here first, and tells people
 * what they do not get.
 */
export interface Capabilities {
  protocol: 'CDP' | 'WebDriver BiDi' | 'WebDriver';
  /** The time of pages can be ours (`PageOptions.virtualClock`). */
  virtualClock: boolean;
  /**
   * Scripts of ours run before those of the page. Otherwise those for the isolated world run before the
   * first look at a document, and those for the world of the page do not run.
   */
  initScripts: boolean;
  /** The isolated world is one. Otherwise it is the world of the page, which may fake what we go by. */
  isolatedWorld: boolean;
  /** Scripts of the page can be kept from running, and the page where it is (`withoutScripts`). */
  withoutScripts: boolean;
  /** It tells what pages load, and what they could not. */
  requests: boolean;
  /** It tells what pages write to their console. */
  console: boolean;
  /** It tells of dialogs and windows; they are answered and closed in any case. */
  dialogs: boolean;
  /** Headers can be added to what pages ask for. */
  headers: boolean;
  /** A picture that shows more than the viewport leaves the viewport as it is. */
  keepsViewport: boolean;
  /** The narrowest viewport, in CSS pixels. */
  minWidth: number;
  /** Memory of pages is limited (`PageOptions.maxBytes`). */
  memoryLimit: boolean;
  /** What there is of {@link Appearance}. */
  appearance: Readonly<Record<keyof Appearance, boolean>>;
  /** What there is of a {@link Device}. */
  device: Readonly<Record<keyof Device, boolean>>;
  /** It draws glyphs in colours (COLR, version 1), as the bundled emoji are; otherwise there is nothing in their place. */
  emoji: boolean;
  /** Pictures can be animated: what moves is taken out of the page's hands. */
  animations: boolean;
  /** What assistive technology is told can be read. */
  accessibility: boolean;
}
