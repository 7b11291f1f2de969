/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Drivers } from './drivers.ts';
import type { AnimationGuard } from './guard-animations.ts';
import type { AnimationEvents } from './record-animations.ts';
import type { Root, Seekable } from './seekable.ts';

/** What is to be taken from the page. */
export interface Taking {
  /** Selector of the elements whose animations are captured; null: all of them. */
  root: string | null;
  /** Names of drivers; null: every one the page has registered. */
  drivers: string[] | null;
  /** Whether SVG moves by itself in this browser. */
  svg: boolean;
  /** When what is found has begun, in milliseconds of the capture. */
  beganAtMs: number;
}

/** What is said of an animation. */
export interface Description {
  kind: string;
  name: string | null;
  target: string | null;
  lengthMs: number | null;
  repeats: boolean;
  beganAtMs: number;
  /** The same for what repeats something: the same on the same element, of the same length. */
  signature: string;
}

export interface Found {
  captured: Description[];
  /** Animations that were running and are now held where they began, captured or not. */
  held: number;
  /** What has gone wrong since the last time, in sentences. */
  warnings: string[];
}

export interface Animator {
  /** Takes what is not taken yet; it shows its first moment from now on. */
  take(taking: Taking): Found;
  /** Shows the moment this long after the start. @returns How many animations are still on their way. */
  seek(ms: number): number;
  pending(): number;
  /**
   * Ends what has been captured, and lets the page be told. What repeats for ever goes on.
   * @param afterMs How long it has been shown.
   */
  finish(afterMs: number): void;
  /** Hands everything back. @returns What has gone wrong since animations were taken, in sentences. */
  release(): string[];
  suppressEvents(suppressed: boolean): void;
  /** Ends transitions that nobody has taken, without the page seeing any of them. */
  cutTransitions(): void;
}

/** Moves everything on the page that can be moved to a time. Runs in the page: self-contained. */
export function makeAnimator(
  openRoots: () => Root[],
  finders: ((roots: readonly Root[]) => Seekable[])[],
  drivers: Drivers,
  guard: AnimationGuard,
  events: AnimationEvents,
): Animator {
  interface Taken {
    seekable: Seekable;
    captured: boolean;
    beganAtMs: number;
  }
  let taken: Taken[] = [];
  /** Keys; also of what has been captured and finished: it is not to be found again. */
  const known = new Set<object>();
  let onTheWay = 0;
  const noSvg =
    "Animations in SVG (SMIL) are captured only where the target has `animate` as well, such as `{ mode: 'off' }`";

  const matches = (selector: string): Element[] => {
    try {
      return openRoots().flatMap((root) => [...root.querySelectorAll(selector)]);
    } catch {
      // No selector at all: it matches nothing.
      return [];
    }
  };
  /** Through shadow roots. */
  const contains = (outer: Element, inner: Element): boolean => {
    for (let node: Node | null = inner; node; ) {
      if (outer.contains(node)) return true;
      const root = node.getRootNode();
      node = root instanceof ShadowRoot ? root.host : null;
    }
    return false;
  };
  /** The elements below which animations count: in a frame those around it decide. */
  const within = (selector: string | null): Element[] => {
    if (selector === null) return [document.documentElement];
    const found = matches(selector);
    if (found.length > 0 || !window.frameElement) return found;
    const frame = window.frameElement;
    const outside = frame.ownerDocument.querySelectorAll(selector);
    return [...outside].some((element) => element.contains(frame))
      ? [document.documentElement]
      : found;
  };

  const elementIds = new WeakMap<Element, number>();
  let lastId = 0;
  const idOf = (element: Element): number => {
    const id = elementIds.get(element) ?? ++lastId;
    elementIds.set(element, id);
    return id;
  };
  const short = (text: string): string => text.slice(0, 200);
  const describe = ({ seekable, beganAtMs }: Taken): Description => {
    const { kind, name, element, lengthMs, repeats } = seekable;
    const classes = element ? [...element.classList].map((one) => `.${one}`).join('') : '';
    const id = element?.id ? `#${element.id}` : '';
    return {
      kind: short(kind),
      name: name === null ? null : short(name),
      target: element && short(`${element.localName}${id}${classes}`),
      lengthMs,
      repeats,
      beganAtMs,
      signature: short(
        [kind, name, element ? idOf(element) : '', Math.round(lengthMs ?? -1)].join(' '),
      ),
    };
  };

  const wait = (result: unknown): void => {
    if (!(result instanceof Promise)) return;
    onTheWay += 1;
    const arrived = (): void => {
      onTheWay -= 1;
    };
    result.then(arrived, arrived);
  };

  return {
    take({ root, drivers: names, svg, beganAtMs }) {
      const roots = openRoots();
      events.listen();
      for (const one of roots) if (one instanceof ShadowRoot) events.listen(one);
      const places = within(root);
      const all = finders.flatMap((find) => find(roots));
      const canMove = ({ kind }: Seekable): boolean => svg || kind !== 'svg';
      const own = all.filter(canMove).map((seekable) => {
        const { element } = seekable;
        return {
          seekable,
          captured: places.some((place) => !!element && contains(place, element)),
        };
      });
      const driven = drivers.find(places, names).map((seekable) => ({ seekable, captured: true }));
      const added: Taken[] = [];
      for (const { seekable, captured } of [...own, ...driven]) {
        if (known.has(seekable.key)) continue;
        known.add(seekable.key);
        seekable.pause();
        wait(seekable.seek(0));
        added.push({ seekable, captured, beganAtMs });
      }
      taken.push(...added);
      return {
        captured: added.filter(({ captured }) => captured).map(describe),
        held: added.length,
        warnings: [...(all.every(canMove) ? [] : [noSvg]), ...drivers.complaints()],
      };
    },
    seek(ms) {
      for (const { seekable, captured, beganAtMs } of taken) {
        if (captured) wait(seekable.seek(Math.max(0, ms - beganAtMs)));
      }
      return onTheWay;
    },
    pending: () => onTheWay,
    finish(afterMs) {
      events.suppress(false);
      const lasting: Taken[] = [];
      for (const one of taken) {
        if (one.captured && !one.seekable.repeats) wait(one.seekable.finish());
        else lasting.push({ ...one, beganAtMs: one.beganAtMs - (one.captured ? afterMs : 0) });
      }
      taken = lasting;
    },
    release() {
      for (const { seekable } of taken) seekable.release();
      taken = [];
      known.clear();
      onTheWay = 0;
      return drivers.complaints();
    },
    suppressEvents: events.suppress,
    cutTransitions() {
      for (const animation of openRoots().flatMap((root) => root.getAnimations())) {
        if (animation instanceof CSSTransition && !known.has(animation)) guard.cancel(animation);
      }
    },
  };
}
