import { wantsLessMotion } from '../../../ui/less-motion.ts';
import { createRemembered, numberWithin } from '../../../ui/remembered.ts';
import { createStore } from '../../../ui/store.ts';

/** Times a second the other picture is shown. The most is below the three flashes a second that harm people. */
export const rates = { least: 0.5, most: 5, step: 0.5 };

export const rate = createRemembered('twinlens.blink', numberWithin(rates.least, rates.most, 2));

/** Whether it goes on by itself; who wants less motion starts it. */
export const blinking = createStore(!wantsLessMotion());

export const shownSide = createStore<'before' | 'after'>('after');

export const showOther = (): void =>
  shownSide.set(shownSide.get() === 'after' ? 'before' : 'after');

/** Shows the other picture once, and stays there. */
export function flip(): void {
  blinking.set(false);
  showOther();
}
