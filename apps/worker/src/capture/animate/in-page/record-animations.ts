/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** Animations since the last example, those that have ended too. */
export interface Recorder {
  has(animation: Animation): boolean;
  /** In the order in which they began. */
  all(): Iterable<Animation>;
  forget(): void;
}

/** What the page is told of its animations. */
export interface AnimationEvents {
  /** Listens: a page that replaces its document makes everybody stop. In a shadow root as well. */
  listen(root?: ShadowRoot): void;
  /** Keeps them from the page, until told otherwise. */
  suppress(suppressed: boolean): void;
}

/**
 * Remembers every animation that begins, so that one that ends before anybody looks can be shown, and
 * keeps what the page is told of its animations from it while they are moved about. Runs in the page,
 * before its scripts: self-contained.
 */
export function recordAnimations(): { recorder: Recorder; events: AnimationEvents } {
  const recorded = new Set<Animation>();
  let suppressed = false;
  const { getAnimations, animate, attachShadow } = Element.prototype;
  const { addEventListener, stopImmediatePropagation } = {
    addEventListener: EventTarget.prototype.addEventListener,
    stopImmediatePropagation: Event.prototype.stopImmediatePropagation,
  };

  const begins = new Set(['animationstart', 'transitionrun']);
  const note = (event: Event): void => {
    // Made by the page itself: it is to have them.
    if (!event.isTrusted) return;
    const [target] = event.composedPath();
    if (begins.has(event.type) && target instanceof Element) {
      const { pseudoElement } = event as AnimationEvent | TransitionEvent;
      const found = getAnimations.call(target, { subtree: pseudoElement !== '' });
      for (const animation of found) recorded.add(animation);
    }
    if (suppressed) stopImmediatePropagation.call(event);
  };
  const listen = (target: EventTarget = globalThis as unknown as Window): void => {
    for (const what of ['animation', 'transition']) {
      for (const when of ['run', 'start', 'iteration', 'end', 'cancel']) {
        addEventListener.call(target, what + when, note, { capture: true });
      }
    }
  };

  listen();
  // These events do not leave the shadow root they happen in.
  Element.prototype.attachShadow = new Proxy(attachShadow, {
    apply(attach, self: Element, args: [ShadowRootInit]) {
      const root = attach.apply(self, args);
      listen(root);
      return root;
    },
  });
  Element.prototype.animate = new Proxy(animate, {
    apply(begin, self: Element, args: Parameters<Element['animate']>) {
      const animation = begin.apply(self, args);
      recorded.add(animation);
      return animation;
    },
  });
  globalThis.Animation = new Proxy(Animation, {
    construct(target, args: unknown[], newTarget) {
      const animation = Reflect.construct(target, args, newTarget) as Animation;
      recorded.add(animation);
      return animation;
    },
  });

  return {
    recorder: {
      has: (animation) => recorded.has(animation),
      all: () => recorded,
      forget: () => recorded.clear(),
    },
    events: {
      listen,
      suppress(now) {
        suppressed = now;
      },
    },
  };
}
