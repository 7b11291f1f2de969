/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { AnimationGuard } from './guard-animations.ts';
import type { Recorder } from './record-animations.ts';
import type { Root, Seekable } from './seekable.ts';

/**
 * Finds the animations of the Web Animations API, to which CSS animations and transitions belong: what
 * moves by the clock, and what has ended since the example began. Not what the page has paused or
 * cancelled, what scrolling moves, or what has no length. Runs in the page: self-contained.
 */
export function findWebAnimations(
  recorder: Recorder,
  guard: AnimationGuard,
): (roots: readonly Root[]) => Seekable[] {
  /** Of an animation that can be shown at any time, its target; otherwise null. */
  const targetOf = (animation: Animation): Element | null => {
    const { effect, timeline, playState, replaceState, playbackRate } = animation;
    if (!(effect instanceof KeyframeEffect) || !(timeline instanceof DocumentTimeline)) return null;
    if (playState === 'idle' || replaceState === 'removed' || playbackRate === 0) return null;
    if (playState === 'finished' && !recorder.has(animation)) return null;
    if (playState === 'paused' && guard.isPausedByPage(animation)) return null;
    const { target, pseudoElement } = effect;
    // A view transition ends when its animations do, and takes what it shows with it.
    if (!target?.isConnected || pseudoElement?.startsWith('::view-transition')) return null;
    return target;
  };

  const elementIds = new WeakMap<Element, number>();
  let lastId = 0;
  /** Of transitions of one property, only the last one decides what is seen. */
  const placeOf = (animation: Animation, target: Element): unknown => {
    if (!(animation instanceof CSSTransition)) return animation;
    const id = elementIds.get(target) ?? ++lastId;
    elementIds.set(target, id);
    const { pseudoElement } = animation.effect as KeyframeEffect;
    return `${id} ${pseudoElement ?? ''} ${animation.transitionProperty}`;
  };

  const describe = (animation: Animation): Pick<Seekable, 'kind' | 'name'> => {
    if (animation instanceof CSSAnimation) {
      return { kind: 'css-animation', name: animation.animationName };
    }
    if (animation instanceof CSSTransition) {
      return { kind: 'css-transition', name: animation.transitionProperty };
    }
    return { kind: 'web-animation', name: animation.id || null };
  };

  const seekableOf = (animation: Animation, element: Element): Seekable | null => {
    const timing = animation.effect?.getComputedTiming();
    const end = Number(timing?.endTime);
    const repeats = end === Number.POSITIVE_INFINITY;
    const length = repeats ? (timing?.delay ?? 0) + Number(timing?.duration) : end;
    if (!Number.isFinite(length) || length <= 0) return null;
    let before: { playState: AnimationPlayState; time: number } | undefined;
    return {
      ...describe(animation),
      element,
      key: animation,
      lengthMs: length / Math.abs(animation.playbackRate),
      repeats,
      pause() {
        before = { playState: animation.playState, time: Number(animation.currentTime ?? 0) };
        guard.take(animation);
        guard.pause(animation);
      },
      seek(ms) {
        // Cancelled meanwhile, or on an element that has gone: there is nothing to be seen of it.
        if (animation.playState === 'idle' || !element.isConnected) return;
        // Read only now: where it was being reversed, that takes effect with a frame.
        const rate = animation.playbackRate;
        guard.setTime(animation, rate > 0 ? ms * rate : length + ms * rate);
      },
      finish() {
        if (repeats || animation.playState === 'idle') return;
        guard.giveBack(animation);
        guard.finish(animation);
      },
      release() {
        guard.giveBack(animation);
        if (!before || animation.playState === 'idle') return;
        guard.setTime(animation, before.time);
        // One that had ended stays where it ended: to end once more would tell the page once more.
        if (before.playState === 'running') guard.play(animation);
      },
    };
  };

  return (roots) => {
    const current = roots.flatMap((root) => root.getAnimations());
    const lasting = new Map<unknown, [Animation, Element]>();
    for (const animation of new Set([...recorder.all(), ...current])) {
      const target = targetOf(animation);
      if (target) lasting.set(placeOf(animation, target), [animation, target]);
    }
    return [...lasting.values()].flatMap(([animation, target]) => {
      return seekableOf(animation, target) ?? [];
    });
  };
}
