import type { InitScript } from '@twinlens/browser';
import { controlClock } from './in-page/control-clock.ts';
import { seedRandomness } from './in-page/seed-randomness.ts';
import { taken } from './in-page/taken.ts';
import { watchFrames } from './in-page/watch-frames.ts';
import { watchWork } from './in-page/watch-work.ts';
import type { CaptureJob } from './job.ts';

type Payload = CaptureJob['payload'];

/** Noon of 1 January 2026, UTC: what the clocks of every page show when an example starts. */
export const epoch = Date.UTC(2026, 0, 1, 12);

/** Whether the page's time is to be ours; a target may want the clock of the machine. */
export const wantsVirtualTime = ({ virtualTime }: Payload): boolean => virtualTime !== false;

/** Whether it is: not every engine can hand it over. */
export const hasVirtualTime = ({ payload, page }: Pick<CaptureJob, 'payload' | 'page'>): boolean =>
  wantsVirtualTime(payload) && page.capabilities.virtualClock;

const hasSeededRandomness = ({ seededRandomness }: Payload): boolean => seededRandomness !== false;

const handle = `globalThis[Symbol.for('twinlens')]`;

/** Events reach the page from our own world, and are answered at once. */
const frameQuestion = 'twinlens:frame';
const workQuestion = 'twinlens:work';

/** Takes clocks and randomness over, before any script of the page; in every frame. */
export function determinismOf(payload: Payload): InitScript {
  const restarts = [
    ...(wantsVirtualTime(payload) ? [`(${controlClock.toString()})(${epoch})`] : []),
    ...(hasSeededRandomness(payload) ? [`(${seedRandomness.toString()})()`] : []),
  ];
  return {
    world: 'page',
    source: `{
      const restarts = [${restarts.join(',\n')}];
      Object.defineProperty(globalThis, Symbol.for('twinlens'), {
        value: { restart: () => { for (const restart of restarts) restart(); } },
      });
      const wantsFrames = (${watchFrames.toString()})();
      const isWorking = (${watchWork.toString()})(${taken.toString()});
      addEventListener('${frameQuestion}', (event) => { if (!wantsFrames()) event.preventDefault(); });
      addEventListener('${workQuestion}', (event) => { if (isWorking()) event.preventDefault(); });
    }`,
  };
}

/**
 * Code for the page's own world: clocks and randomness start again, so that what an example shows
 * does not depend on the examples before it.
 */
export const restart = `${handle}?.restart();`;

/**
 * Expression for our own world: whether scripts of the page may do anything when a frame is rendered.
 * They do where nobody answers: a page may have removed every listener (`document.open`).
 */
export const wantsFrames = `dispatchEvent(new Event('${frameQuestion}', { cancelable: true }))`;

/** Expression for our own world: whether something is being done for the page in the background. */
export const isWorking = `!dispatchEvent(new Event('${workQuestion}', { cancelable: true }))`;
