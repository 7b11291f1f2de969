import { Type } from 'typebox';

/**
 * How an animation becomes a picture of many frames (protocol.md 16.9). Numbers out of range count as
 * the nearest in it; unknown keys are allowed.
 */
export const AnimateTrigger = Type.Object({
  /** Found through open shadow roots. */
  selector: Type.String({ minLength: 1 }),
  action: Type.Enum([
    'addClass',
    'removeClass',
    'setAttribute',
    'removeAttribute',
    'click',
    'focus',
    'hover',
  ]),
  /** A class, the name of an attribute (whose value is then empty), or both name and value. */
  value: Type.Optional(
    Type.Union([Type.String(), Type.Object({ name: Type.String(), value: Type.String() })]),
  ),
});

/** Up to a share of the window (0 to 1), this many frames; 1 unless given. */
const SamplingStop = Type.Object({ stop: Type.Number(), frames: Type.Optional(Type.Number()) });

const AnimateSampling = Type.Union([
  Type.Literal('uniform'),
  Type.Array(SamplingStop, { minItems: 1 }),
  /** Milliseconds from the start of the window. */
  Type.Object({ times: Type.Array(Type.Number(), { minItems: 1 }) }),
  /** Two stops, as one release of the clients wrote them. */
  Type.Object({ split: Type.Number(), front: Type.Number(), tail: Type.Number() }),
]);

export const AnimateExpectations = Type.Object({
  minAnimations: Type.Optional(Type.Number()),
  /** Frames that show something else than the one before. */
  minFrames: Type.Optional(Type.Number()),
  /** `true`: the trigger must have found its element. */
  triggered: Type.Optional(Type.Boolean()),
  minStages: Type.Optional(Type.Number()),
  /** Least number of animations of each driver. */
  drivers: Type.Optional(Type.Record(Type.String(), Type.Number())),
});

const orNull = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) =>
  Type.Optional(Type.Union([schema, Type.Null()]));

/** Durations in milliseconds. */
export const AnimateOptions = Type.Object({
  /** `auto`: only where something can be moved to a time; `always`: wherever. `off` unless given. */
  mode: Type.Optional(Type.Enum(['off', 'auto', 'always'])),
  /** The window; `auto` (unless given): the longest animation, one round of what repeats for ever. */
  duration: Type.Optional(Type.Union([Type.Number(), Type.Literal('auto')])),
  /** Longest window, and the one where nothing says how long it takes. 4000 unless given. */
  maxDuration: Type.Optional(Type.Number()),
  /** 1 to 60; 10 unless given. */
  fps: Type.Optional(Type.Number()),
  /** 2 to 120; 24 unless given. */
  maxFrames: Type.Optional(Type.Number()),
  /** How often the picture plays; 0 (unless given): for ever. */
  loop: Type.Optional(Type.Number()),
  /** Every other frame is dropped until the file is no larger. 4,000,000 unless given. */
  maxBytes: Type.Optional(Type.Number()),
  /** `virtual`: the page's time passes from frame to frame. An example may only turn it off. */
  clock: Type.Optional(Type.Enum(['off', 'virtual'])),
  trigger: orNull(AnimateTrigger),
  /** In place of that of the target, for animated pictures only. */
  prefersReducedMotion: orNull(Type.Boolean()),
  /** How long to look for animations that begin late; a number is `settleMs`. */
  discovery: Type.Optional(
    Type.Union([
      Type.Number(),
      Type.Object({
        settleMs: Type.Optional(Type.Number()),
        maxFrames: Type.Optional(Type.Number()),
      }),
    ]),
  ),
  /** How many animations that begin at the end of one another to take; a number is `max`. */
  stages: Type.Optional(
    Type.Union([
      Type.Number(),
      Type.Object({ max: Type.Optional(Type.Number()), waitMs: Type.Optional(Type.Number()) }),
    ]),
  ),
  sampling: Type.Optional(AnimateSampling),
  /** Selector of the elements whose animations count; the picture shows everything. */
  root: orNull(Type.String({ minLength: 1 })),
  expect: orNull(AnimateExpectations),
  onExpectationFailure: Type.Optional(Type.Enum(['image', 'fail', 'warn'])),
  /** Names of drivers; null (unless given): every one the page has registered. */
  drivers: orNull(Type.Array(Type.String())),
});

/** `true` is `always`, `false` is `off`, `auto` is `auto`. */
export const AnimateConfig = Type.Union([AnimateOptions, Type.Boolean(), Type.Literal('auto')]);
