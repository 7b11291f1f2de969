/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** Control of animations, which the page loses over those that have been taken from it. */
export interface AnimationGuard {
  take(animation: Animation): void;
  giveBack(animation: Animation): void;
  /** Whether the page itself has paused it, not we. */
  isPausedByPage(paused: Animation | SVGSVGElement): boolean;
  pause(animation: Animation): void;
  play(animation: Animation): void;
  finish(animation: Animation): void;
  cancel(animation: Animation): void;
  setTime(animation: Animation, ms: number): void;
}

/**
 * Keeps the page from moving animations that have been taken from it: its calls have no effect. Runs
 * in the page, before its scripts: self-contained.
 */
export function guardAnimations(): AnimationGuard {
  const taken = new WeakSet<Animation>();
  const pausedByPage = new WeakSet<object>();
  const { prototype } = Animation;
  const { pause, play, finish, cancel } = prototype;
  const setTime = Object.getOwnPropertyDescriptor(prototype, 'currentTime')?.set;

  const playing = new Set(['play', 'reverse', 'finish', 'cancel']);
  for (const name of [
    'play',
    'pause',
    'reverse',
    'finish',
    'cancel',
    'persist',
    'commitStyles',
    'updatePlaybackRate',
  ] as const) {
    prototype[name] = new Proxy(prototype[name] as (...args: never[]) => void, {
      apply(method, self: Animation, args: never[]) {
        if (taken.has(self)) return;
        method.apply(self, args);
        if (name === 'pause') pausedByPage.add(self);
        if (playing.has(name)) pausedByPage.delete(self);
      },
    });
  }
  for (const name of ['currentTime', 'startTime', 'playbackRate', 'effect', 'timeline'] as const) {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
    if (!descriptor?.set) continue;
    const set = new Proxy(descriptor.set, {
      apply(setter, self: Animation, args: [unknown]) {
        if (!taken.has(self)) setter.apply(self, args);
      },
    });
    Object.defineProperty(prototype, name, { ...descriptor, set });
  }

  const svg = SVGSVGElement.prototype;
  svg.pauseAnimations = new Proxy(svg.pauseAnimations, {
    apply(method, self: SVGSVGElement) {
      method.call(self);
      pausedByPage.add(self);
    },
  });
  svg.unpauseAnimations = new Proxy(svg.unpauseAnimations, {
    apply(method, self: SVGSVGElement) {
      method.call(self);
      pausedByPage.delete(self);
    },
  });

  /** What a style sheet says of an animation it has begun. */
  const isPausedByStyle = (animation: CSSAnimation): boolean => {
    const { target, pseudoElement } = animation.effect as KeyframeEffect;
    if (!target) return false;
    const style = getComputedStyle(target, pseudoElement);
    const states = style.animationPlayState.split(', ');
    const index = style.animationName.split(', ').lastIndexOf(animation.animationName);
    return index >= 0 && states[index % states.length] === 'paused';
  };

  return {
    take: (animation) => void taken.add(animation),
    giveBack: (animation) => void taken.delete(animation),
    isPausedByPage(paused) {
      if (pausedByPage.has(paused)) return true;
      return paused instanceof CSSAnimation && isPausedByStyle(paused);
    },
    pause: (animation) => pause.call(animation),
    play: (animation) => play.call(animation),
    finish: (animation) => finish.call(animation),
    cancel: (animation) => cancel.call(animation),
    setTime: (animation, ms) => setTime?.call(animation, ms),
  };
}
