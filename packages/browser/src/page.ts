/**
 * What a program sees of a browser, whatever engine it is. Implementations translate; nothing in
 * here speaks a protocol of one engine.
 */
import type { Appearance } from './appearance.ts';
import type { Capabilities } from './capabilities.ts';
import type { Device } from './device.ts';

/** The browser, or the process behind one page, is gone. Nothing the page did can be relied on. */
export class BrowserGoneError extends Error {
  override readonly name = 'BrowserGoneError';
}

/** How a page can end by its own doing. */
export type PageEnd =
  | { how: 'crashed' }
  /** A frame was not rendered for this long, although nothing else kept the browser busy. Milliseconds. */
  | { how: 'not drawn'; ms: number }
  /** `limit`: what it may use, in bytes. */
  | { how: 'out of memory'; limit: number }
  /** `limit`: what it may keep on the disk, in bytes. */
  | { how: 'out of disk'; limit: number }
  /** It shows another document, although it was told to stay. */
  | { how: 'left'; url: string };

/** The page has ended by its own doing. Its browser goes on, but what was done to it nobody knows. */
export class PageGoneError extends Error {
  override readonly name = 'PageGoneError';
  readonly end: PageEnd;

  constructor(end: PageEnd) {
    super(`the page has gone: ${end.how}`);
    this.end = end;
  }
}

/** Code that ran in the page threw, or the page went away under it. */
export class PageScriptError extends Error {
  override readonly name = 'PageScriptError';
}

/** In CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

/** In CSS pixels from the top left corner of the document; whole numbers. */
export interface Rectangle extends Size {
  x: number;
  y: number;
}

/**
 * Where a script runs: `page` shares everything with the scripts of the page; `isolated` has the
 * same document, but builtins of its own, which the page cannot replace or fake.
 */
export type World = 'page' | 'isolated';

/** In CSS pixels from the top left corner of the viewport. */
export interface Point {
  x: number;
  y: number;
}

export interface InitScript {
  world: World;
  source: string;
}

/** What a page does that a person may want to know of. Texts and addresses are of any length. */
export type PageEvent =
  | { kind: 'console'; level: 'warn' | 'error'; text: string }
  /** It was answered at once: yes to `alert` and `beforeunload`, no to others. */
  | { kind: 'dialog'; type: string; text: string }
  /** A window of its own, which was closed at once. */
  | { kind: 'window'; url: string }
  /** Something to be kept, which it was not. */
  | { kind: 'download'; url: string }
  /** `problem`: a status such as `404`, or why there was none. */
  | { kind: 'request'; method: string; url: string; problem: string }
  /** It does not end, and is not waited for any more. */
  | { kind: 'endless'; url: string };

export interface PageOptions {
  viewport: Size;
  appearance: Appearance;
  /** The machine itself without it. */
  device?: Device;
  /**
   * Time passes for the page only while it works and when `pass` says so, then at once, and is the
   * same in every run. `epoch`: milliseconds since 1970 on its clock at the start. Without it, time
   * passes by itself, and the clock is that of the machine.
   */
  virtualClock?: { epoch: number };
  /**
   * `http://host:port`; all traffic of the page goes through it, loopback included. Null for pages that
   * are trusted: they may reach whatever the machine can.
   */
  proxy: string | null;
  /** Run in every frame before its own scripts. */
  initScripts: InitScript[];
  /** Sent with every request of the page. */
  headers?: Record<string, string>;
  /**
   * No script runs of any document the page shows, frames included, although they are read as where
   * scripts may run; and nothing but `navigate` takes the page anywhere.
   */
  withoutScripts?: boolean;
  /**
   * Pictures of SVG move by themselves (SMIL), those inside images too; in other pages they stand as if
   * they had no animations.
   */
  svgAnimations?: boolean;
  /** What loads for longer than this does not end: nothing waits for it any more. Milliseconds. */
  endlessMs: number;
  /**
   * Memory it may use, and twice that for drawing it, where the engine keeps that apart. A page that
   * uses more ends.
   */
  maxBytes: number;
  /** What it may keep on the disk. A page that keeps more ends. */
  maxDiskBytes: number;
  onEvent(event: PageEvent): void;
}

export interface PseudoClassRule {
  selector: string;
  pseudoClass: 'hover' | 'focus' | 'active' | 'focus-visible';
}

/**
 * The way to a frame: an expression for each step, which answers a frame element in the isolated
 * world of the document reached so far. Empty: the main frame.
 */
export type FramePath = readonly string[];

/** What assistive technology is told about one element, or about a piece of text. */
export interface AccessibilityNode {
  /** A role of ARIA; `text` for a piece of text; what has no role there, such as `video`, by its name. */
  role: string;
  /** The text, where it is one. Any other name has no white space around it. */
  name: string;
  description: string;
  /** What a field holds. */
  value: string;
  /** States and properties of ARIA that are set, such as `checked: mixed` and `level: 2`. */
  states: Readonly<Record<string, string>>;
  children: AccessibilityNode[];
}

/** What a person does, as the page is told by the system. */
export interface Input {
  /**
   * Presses a key and lets it go: a character, or a name as of KeyboardEvent, such as `Enter`.
   * @param held Keys that are held down meanwhile, such as `Shift`.
   */
  press(key: string, signal: AbortSignal, held?: readonly Modifier[]): Promise<void>;
  /** Presses one key after the other. */
  type(text: string, signal: AbortSignal): Promise<void>;
  /** Moves the mouse pointer there, presses its main button and lets it go. */
  click(place: Point, signal: AbortSignal): Promise<void>;
}

export type Modifier = 'Shift' | 'Control' | 'Alt' | 'Meta';

/** What only some engines can; their `capabilities` say which. */
export interface Abilities {
  /** `run` in one frame. @throws PageScriptError also where there is no such frame. */
  runInFrame(
    path: FramePath,
    expression: string,
    world: World,
    signal: AbortSignal,
  ): Promise<unknown>;
  /**
   * What the engine tells assistive technology about the page, through shadow roots and frames:
   * a node with the role `document`. Elements that say nothing are left out, what is in them is not.
   */
  accessibilityTree(signal: AbortSignal): Promise<AccessibilityNode>;
  /** Moves the mouse pointer there; undefined: away from the page. A moment of the page's time passes. */
  movePointer(place: Point | undefined, signal: AbortSignal): Promise<void>;
  /** Shows documents as to people who want less motion, or not; undefined: as the page was opened. */
  reduceMotion(reduced: boolean | undefined, signal: AbortSignal): Promise<void>;
  /** Forgets the images it has loaded and does not show now; what they were loaded from stays cached. */
  forgetImages(signal: AbortSignal): Promise<void>;
}

/** A page with a profile of its own, which is thrown away with it. */
export interface Page extends Partial<Abilities> {
  readonly capabilities: Capabilities;
  readonly input: Input;
  /**
   * Goes to an http(s) address and waits until the answer has begun to arrive.
   * @throws PageScriptError when it cannot be loaded.
   */
  navigate(url: string, signal: AbortSignal): Promise<void>;
  /** How many documents it has shown; it is another one each time the number has grown. */
  documents(): number;
  /**
   * Until `navigate`, it ends (PageGoneError) where it shows another document of its own choice. Before,
   * it may do so, but not go back to what it has shown.
   */
  stay(): void;
  /**
   * Looks at the main frame: answers the value of an expression as JSON. With a virtual clock no time
   * passes meanwhile, so the expression must not wait for any.
   * @throws PageScriptError, PageGoneError, BrowserGoneError, or the reason of `signal`; then a script
   * that still runs has been stopped and the page can only be closed.
   */
  evaluate(expression: string, world: World, signal: AbortSignal): Promise<unknown>;
  /**
   * The same in every frame that has a document, the main frame first; other frames that throw or go
   * away are left out.
   */
  evaluateInFrames(expression: string, world: World, signal: AbortSignal): Promise<unknown[]>;
  /**
   * Lets the page work (timers, requests, frames) until an expression has settled that may be a
   * promise; answers its value as JSON. Throws as `evaluate` does.
   * @param givenMs Time of its own that it is given at once to begin with; with a virtual clock it has
   *   passed, whenever the expression settled.
   */
  run(expression: string, world: World, signal: AbortSignal, givenMs?: number): Promise<unknown>;
  /** Renders one frame that nobody sees: requestAnimationFrame callbacks, observers, style, layout. */
  frame(signal: AbortSignal): Promise<void>;
  /**
   * Renders and draws one frame that nobody sees. The first that is drawn of a document shows nothing,
   * so that its picture would take one frame more than later ones.
   */
  draw(signal: AbortSignal): Promise<void>;
  /** Lets the page work for this many milliseconds of its time, and until nothing loads any more. */
  pass(ms: number, signal: AbortSignal): Promise<void>;
  /**
   * Makes pseudo classes match the elements that the selectors find in the document and its open
   * shadow roots, without a pointer or focus; `hover` and `active` match the elements around them
   * too. What was forced before no longer is.
   */
  forcePseudoClasses(rules: readonly PseudoClassRule[], signal: AbortSignal): Promise<void>;
  /**
   * Addresses being loaded now, without those that stay open by design (WebSocket, EventSource) and
   * those of which the document has had one that did not end.
   */
  loading(): string[];
  /**
   * Addresses the page and its frames have asked for since the last `navigate`, also those answered
   * from a cache of the browser, without what is in the address itself (`data:`, `blob:`). What
   * workers ask for is not among them. Undefined where there are too many to keep, or nobody tells.
   */
  requested(): string[] | undefined;
  /** The picture of a rectangle, as PNG, rendered as if the viewport reached that far. */
  capture(rectangle: Rectangle, signal: AbortSignal): Promise<Buffer>;
  /** Throws the page and its profile away. Never fails. */
  close(): Promise<void>;
}

export interface Browser {
  /** Name and version, such as `Chromium 153.0.8010.0`. */
  readonly version: string;
  readonly capabilities: Capabilities;
  /** False once the process has ended or its connection broke. */
  readonly alive: boolean;
  newPage(options: PageOptions): Promise<Page>;
  /** Asks whether it still answers, whatever its pages do. @throws BrowserGoneError when it does not. */
  check(): Promise<void>;
  /** Ends the process and removes its files. Never fails. */
  close(): Promise<void>;
}

/** What is known of a browser before it is started. */
export interface BrowserIdentity {
  /** Name and version, as a running one gives them: `Chromium 153.0.8010.0`. */
  version: string;
  /** Equal digests draw equal pixels: the browser, the kind of processor, the fonts. */
  digest: string;
}
