import type {
  AnimateConfig,
  AnimateExpectations,
  AnimateOptions,
  AnimateTrigger,
} from '@twinlens/contract';
import type { Static } from 'typebox';
import { type Sampling, samplingOf } from './sampling.ts';

type Config = Static<typeof AnimateConfig>;
type Options = Static<typeof AnimateOptions>;

export type Trigger = Static<typeof AnimateTrigger>;
export type Expectations = Static<typeof AnimateExpectations>;

/** What is to be done with one example; every number is within its range. Durations in milliseconds. */
export interface AnimateSettings {
  mode: 'auto' | 'always';
  /** The window; undefined: as long as the longest animation. */
  durationMs: number | undefined;
  maxDurationMs: number;
  maxFrames: number;
  sampling: Sampling;
  /** How often the picture plays; 0: for ever. */
  plays: number;
  maxBytes: number;
  /** The page's time passes from frame to frame, and what is not seekable moves with it. */
  clock: boolean;
  trigger: Trigger | undefined;
  /** Undefined: as the target wants it. */
  reducedMotion: boolean | undefined;
  discovery: { settleMs: number; maxFrames: number };
  stages: { max: number; waitMs: number };
  /** Selector of the elements whose animations count; undefined: the whole document. */
  root: string | undefined;
  expected: Expectations;
  onUnmet: 'image' | 'fail' | 'warn';
  /** Names of drivers; undefined: every one the page has registered. */
  drivers: string[] | undefined;
  /** What was asked for and cannot be, for the log. */
  warnings: string[];
}

/** Of a file servers take. */
const largestBytes = 60_000_000;

/** A duration this long is longer than anybody looks. */
const longestMs = 60_000;

const clamp = (value: number, min: number, max: number): number =>
  Math.min(max, Math.max(min, value));

const whole = (value: number, min: number, max: number): number =>
  Math.round(clamp(value, min, max));

function fieldsOf(config: Config | undefined): Options {
  if (config === undefined) return {};
  if (typeof config === 'object') return config;
  return { mode: config === 'auto' ? 'auto' : config ? 'always' : 'off' };
}

/** The one of the example in place of that of the target, field by field. */
function merge(target: Options, own: Options): Options {
  const set = Object.entries(own).filter(([, value]) => value !== undefined);
  const merged: Options = { ...target, ...Object.fromEntries(set) };
  if (target.expect && own.expect) merged.expect = { ...target.expect, ...own.expect };
  return merged;
}

/**
 * Puts together what the target and one example say about its animations.
 * @param clockIsOurs Whether the time of the page is ours to grant.
 * @returns Undefined where the example is to be a still.
 */
export function resolveOptions(
  targetConfig: Config | undefined,
  ownConfig: Config | undefined,
  clockIsOurs: boolean,
): AnimateSettings | undefined {
  const target = fieldsOf(targetConfig);
  const options = merge(target, fieldsOf(ownConfig));
  // A trigger is there to be seen, unless somebody says otherwise.
  const mode = options.mode ?? (options.trigger ? 'auto' : 'off');
  if (mode === 'off') return undefined;
  const maxDurationMs = clamp(options.maxDuration ?? 4000, 1, longestMs);
  const { duration, discovery = {}, stages = {} } = options;
  const { settleMs = 0, maxFrames: looks = 90 } =
    typeof discovery === 'number' ? { settleMs: discovery } : discovery;
  const { max = 1, waitMs = 1000 } = typeof stages === 'number' ? { max: stages } : stages;
  const clock = options.clock === 'virtual' && target.clock === 'virtual' && clockIsOurs;
  const staged = whole(max, 1, 16);
  return {
    mode,
    durationMs: typeof duration === 'number' ? clamp(duration, 1, maxDurationMs) : undefined,
    maxDurationMs,
    maxFrames: whole(options.maxFrames ?? 24, 2, 120),
    sampling: samplingOf(options.sampling, clamp(options.fps ?? 10, 1, 60)),
    plays: whole(options.loop ?? 0, 0, 0x7fff_ffff),
    maxBytes: clamp(options.maxBytes ?? 4_000_000, 1, largestBytes),
    clock,
    trigger: options.trigger ?? undefined,
    reducedMotion: options.prefersReducedMotion ?? undefined,
    discovery: { settleMs: clamp(settleMs, 0, 10_000), maxFrames: whole(looks, 1, 1000) },
    stages: { max: clock ? 1 : staged, waitMs: clamp(waitMs, 0, 10_000) },
    root: options.root ?? undefined,
    expected: options.expect ?? {},
    onUnmet: options.onExpectationFailure ?? 'image',
    drivers: options.drivers ?? undefined,
    warnings: [
      ...(options.clock === 'virtual' && !clock ? [whyNoClock(target, clockIsOurs)] : []),
      ...(clock && staged > 1
        ? ["`animate.stages` does not go with `clock: 'virtual'`: only the first stage is captured"]
        : []),
    ],
  };
}

const whyNoClock = (target: Options, clockIsOurs: boolean): string =>
  target.clock === 'virtual' && !clockIsOurs
    ? "`animate.clock: 'virtual'` has no effect where `virtualTime` is false, or no scripts run: only what can be moved to a time is animated"
    : "`animate.clock: 'virtual'` has no effect unless the target has it as well: only what can be moved to a time is animated";
