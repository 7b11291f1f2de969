import type { InitScript } from '@twinlens/browser';
import { openRoots } from '../in-page/open-roots.ts';
import { ownDocument } from '../toolkit.ts';
import { makeAnimator } from './in-page/animator.ts';
import { makeDrivers } from './in-page/drivers.ts';
import { findSvgAnimations } from './in-page/find-svg-animations.ts';
import { findWebAnimations } from './in-page/find-web-animations.ts';
import { guardAnimations } from './in-page/guard-animations.ts';
import { instantScrolling } from './in-page/instant-scrolling.ts';
import { recordAnimations } from './in-page/record-animations.ts';
import { makeStory } from './in-page/story.ts';
import { makeTriggers } from './in-page/triggers.ts';
import { videoDriver } from './in-page/video-driver.ts';

const handle = `globalThis[Symbol.for('twinlens-animate')]`;

/** Code for the page's own world: a call of what the script below leaves there; null without it. */
export const call = (method: string, ...args: unknown[]): string =>
  `(${handle}?.${method}(${args.map((arg) => JSON.stringify(arg)).join(', ')}) ?? null)`;

/** Code for the page's own world: work of it, followed until it ends or asks something. */
export const followed = (work: string): string => `${handle}.story.follow(${work})`;

/** Code for the page's own world: a value without functions, of this expression. */
export const plain = (expression: string): string => `${handle}?.plain(${expression})`;

/** Code for the page's own world: forgets the animations and the story of the example before. */
export const begin = `${handle}?.begin();`;

/**
 * Takes control of animations, before any script of the page and in its own world: there they belong
 * to it, and it may bring some that only it can move.
 */
export const animateScript: InitScript = {
  world: 'page',
  source: `{
    ${ownDocument}
    const openRoots = ${openRoots.toString()};
    const { recorder, events } = (${recordAnimations.toString()})();
    const guard = (${guardAnimations.toString()})();
    const drivers = (${makeDrivers.toString()})(openRoots, ${videoDriver.toString()});
    const finders = [
      (${findWebAnimations.toString()})(recorder, guard),
      (${findSvgAnimations.toString()})(guard),
    ];
    const story = (${makeStory.toString()})();
    Object.defineProperty(globalThis, Symbol.for('twinlens-animate'), {
      value: {
        story,
        animator: (${makeAnimator.toString()})(openRoots, finders, drivers, guard, events),
        triggers: (${makeTriggers.toString()})(openRoots),
        scrollAtOnce: (${instantScrolling.toString()})(),
        plain: story.plain,
        begin() {
          events.listen();
          recorder.forget();
          story.begin();
        },
      },
    });
    Object.defineProperty(globalThis, 'happoAnimate', {
      configurable: true,
      writable: true,
      value: { beforeRender: story.beforeRender, registerDriver: drivers.register },
    });
  }`,
};
