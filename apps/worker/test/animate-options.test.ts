import { AnimateConfig, check } from '@twinlens/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../src/capture/animate/resolve-options.ts';
import { delaysOf, sampleTimes, type Window } from '../src/capture/animate/sample-times.ts';
import { samplingOf } from '../src/capture/animate/sampling.ts';

const resolve = (target?: unknown, own?: unknown) => {
  for (const config of [target, own]) {
    if (config !== undefined) expect(check(AnimateConfig, config)).toMatchObject({ ok: true });
  }
  return resolveOptions(target as never, own as never, true);
};

describe('what the target and an example want', () => {
  it('is a still, unless a mode or a trigger says otherwise', () => {
    const trigger = { selector: 'a', action: 'click' };
    for (const still of [undefined, false, {}, { fps: 5 }, { mode: 'off', trigger }]) {
      expect(resolve(still)).toBeUndefined();
    }
    expect(resolve('auto')?.mode).toBe('auto');
    expect(resolve(true)?.mode).toBe('always');
    expect(resolve({ trigger })?.mode).toBe('auto');
    expect(resolve('auto', false)).toBeUndefined();
    expect(resolve(false, true)?.mode).toBe('always');
    expect(resolve(false, { fps: 5 })).toBeUndefined();
  });

  it('is merged field by field, expectations too', () => {
    const target = {
      mode: 'auto',
      maxFrames: 8,
      loop: 2,
      expect: { minAnimations: 1, minFrames: 3 },
    };
    expect(resolve(target, { maxFrames: 9, expect: { minFrames: 4 } })).toMatchObject({
      mode: 'auto',
      maxFrames: 9,
      plays: 2,
      expected: { minAnimations: 1, minFrames: 4 },
    });
    expect(resolve(target, { expect: null })?.expected).toEqual({});
    expect(resolve({ mode: 'auto', root: '.a' }, { root: null })?.root).toBeUndefined();
  });

  it('has its defaults, and its numbers within their ranges', () => {
    expect(resolve(true)).toEqual({
      mode: 'always',
      durationMs: undefined,
      maxDurationMs: 4000,
      maxFrames: 24,
      sampling: { kind: 'uniform', fps: 10 },
      plays: 0,
      maxBytes: 4_000_000,
      clock: false,
      trigger: undefined,
      reducedMotion: undefined,
      discovery: { settleMs: 0, maxFrames: 90 },
      stages: { max: 1, waitMs: 1000 },
      root: undefined,
      expected: {},
      onUnmet: 'image',
      drivers: undefined,
      warnings: [],
    });
    expect(
      resolve({
        mode: 'always',
        fps: 1000,
        maxFrames: 1,
        duration: 5000,
        discovery: 99_999,
        stages: 99,
      }),
    ).toMatchObject({
      sampling: { fps: 60 },
      maxFrames: 2,
      durationMs: 4000,
      discovery: { settleMs: 10_000, maxFrames: 90 },
      stages: { max: 16, waitMs: 1000 },
    });
  });

  it('steps the clock only where the target has it, one stage', () => {
    const armed = { clock: 'virtual' };
    expect(resolve(armed)).toBeUndefined();
    expect(resolve(armed, { mode: 'always', stages: 3 })).toMatchObject({
      clock: true,
      stages: { max: 1 },
      warnings: [expect.stringContaining('stages')],
    });
    expect(resolve(armed, { mode: 'always', clock: 'off' })).toMatchObject({ clock: false });
    expect(resolve('auto', armed)).toMatchObject({
      clock: false,
      warnings: [expect.stringContaining('unless the target has it')],
    });
    expect(resolveOptions({ mode: 'auto', clock: 'virtual' }, undefined, false)).toMatchObject({
      clock: false,
      warnings: [expect.stringContaining('virtualTime')],
    });
  });

  it.each([
    [{ fps: 'fast' }, 'fps: must be number'],
    [{ mode: 'never' }, 'mode: must be one of off, auto, always'],
    ['never', 'must be one of auto, an object, a boolean'],
    [{ trigger: { selector: 'a', action: 'shout' } }, /^trigger.action: must be one of addClass, /],
    [{ sampling: [{ frames: 3 }] }, 'sampling.0: must have required properties stop'],
    [{ sampling: 'even' }, 'sampling: must be one of uniform, an array, an object'],
    [{ expect: { drivers: { lottie: 'one' } } }, 'expect.drivers.lottie: must be number'],
  ])('is refused with a sentence: %j', (config, sentence) => {
    const checked = check(AnimateConfig, config);
    expect(checked.ok ? 'accepted' : checked.problem).toMatch(sentence);
  });
});

describe('sample times', () => {
  const once = (durationMs: number): Window => ({ durationMs, loops: false });
  const loop = (durationMs: number): Window => ({ durationMs, loops: true });
  const uniform = (fps: number) => samplingOf('uniform', fps);
  const played = (window: Window, times: number[]) =>
    delaysOf(times, window).reduce((sum, delay) => sum + delay, 0);

  it('are spread evenly, to the end of what ends', () => {
    expect(sampleTimes(once(500), uniform(6), 24)).toEqual([0, 250, 500]);
    const second = sampleTimes(once(1000), uniform(10), 24);
    expect(second).toHaveLength(10);
    expect(second.at(-1)).toBe(1000);
    expect(played(once(1000), second)).toBe(1111);
    expect(sampleTimes(once(30), uniform(10), 24)).toEqual([0, 30]);
    expect(sampleTimes(once(4000), uniform(60), 5)).toEqual([0, 1000, 2000, 3000, 4000]);
  });

  it('leave out the end of a loop, which is its start', () => {
    const times = sampleTimes(loop(400), uniform(10), 24);
    expect(times).toEqual([0, 100, 200, 300]);
    expect(played(loop(400), times)).toBe(400);
  });

  it('follow stops, the last of which is in', () => {
    const stops = samplingOf(
      [
        { stop: 0.5, frames: 2 },
        { stop: 1, frames: 3 },
      ],
      60,
    );
    const times = sampleTimes(once(1000), stops, 24);
    expect(times).toEqual([0, 250, 500, 750, 1000]);
    expect(delaysOf(times, once(1000))).toEqual([250, 250, 250, 250, 250]);
    expect(sampleTimes(once(1000), samplingOf({ split: 0.5, front: 2, tail: 3 }, 60), 24)).toEqual(
      times,
    );
    expect(sampleTimes(once(800), samplingOf([{ stop: 0.25 }, { stop: 1 }], 60), 24)).toEqual([
      0, 800,
    ]);
  });

  it('are those that were listed, each shown until the next', () => {
    const times = sampleTimes(once(900), samplingOf({ times: [900, 0, 80, 80, -5, 901] }, 60), 24);
    expect(times).toEqual([0, 80, 900]);
    expect(delaysOf(times, once(900))).toEqual([80, 820, 820]);
    expect(sampleTimes(once(9), samplingOf({ times: [1, 2, 3] }, 60), 2)).toEqual([1, 2]);
  });

  it('are at most as many as may be, ascending and within the window, whatever is wanted', () => {
    const sampling = fc.oneof(
      fc.integer({ min: 1, max: 60 }).map((fps) => samplingOf('uniform', fps)),
      fc
        .array(
          fc.record({ stop: fc.double({ min: 0, max: 1, noNaN: true }), frames: fc.integer() }),
          {
            minLength: 1,
          },
        )
        .map((stops) => samplingOf(stops, 10)),
      fc
        .array(fc.double({ min: -10, max: 60_000, noNaN: true }), { minLength: 1 })
        .map((times) => samplingOf({ times }, 10)),
    );
    fc.assert(
      fc.property(
        sampling,
        fc.record({
          durationMs: fc.double({ min: 1, max: 60_000, noNaN: true }),
          loops: fc.boolean(),
        }),
        fc.integer({ min: 2, max: 120 }),
        (wanted, window, maxFrames) => {
          const times = sampleTimes(window, wanted, maxFrames);
          expect(times.length).toBeGreaterThan(0);
          expect(times.length).toBeLessThanOrEqual(maxFrames);
          expect(times).toEqual([...times].sort((a, b) => a - b));
          expect(times.every((time) => time >= 0 && time <= window.durationMs)).toBe(true);
          expect(delaysOf(times, window).every((delay) => delay >= 0)).toBe(true);
        },
      ),
    );
  });
});
