import { Type } from 'typebox';
import { operation } from '../operation.ts';
import { BrowserName } from '../payload/payload.ts';
import { targetTypes } from '../target-types.ts';

const Words = Type.String({ minLength: 1, maxLength: 500 });

/** What a worker captures a type of target with. */
export const ServedTarget = Type.Object({
  type: Type.Enum(targetTypes),
  /** By which a target has to ask for it; absent where it is what comes with the type. */
  name: Type.Optional(BrowserName),
  /** What people read beside a picture, such as `Chromium 153.0.8010.0, in place of Microsoft Edge`. */
  browser: Words,
  /** Name and version of the engine alone. */
  version: Words,
  /** What it cannot do of what targets of this type may ask for, in words. */
  lacks: Type.Array(Words, { maxItems: 50 }),
});

/** A browser that a worker was given and does not use, such as one of another version than it is pinned to. */
export const RefusedBrowser = Type.Object({ browser: Words, why: Words });

/** What the calibration sheet looks like in a browser. */
export const Calibration = Type.Object({
  /** Name and version of the engine. */
  version: Words,
  /** SHA-256, in hex, of the pixels. */
  digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
});

export const workerStates = ['in service', 'drained', 'quarantined'] as const;

export const registerWorker = operation({
  id: 'registerWorker',
  method: 'POST',
  path: '/api/worker/registration',
  access: 'worker',
  summary:
    'Say what this worker captures and with what, what its calibration sheet looks like, and whether it lacks disk or memory. At the start, whenever that changes, and every hour.',
  body: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 200 }),
    targets: Type.Array(ServedTarget, { maxItems: 200 }),
    /** Browsers that it was given and does not use. */
    refused: Type.Optional(Type.Array(RefusedBrowser, { maxItems: 50 })),
    /** Digest of the fonts it brings. */
    fonts: Type.String({ maxLength: 200 }),
    calibrations: Type.Array(Calibration, { maxItems: 50 }),
    /** Why it takes nothing for now; null while it does. */
    outOfService: Type.Union([Words, Type.Null()]),
  }),
  response: Type.Object({
    /** Only in service does it get anything to capture. */
    state: Type.Enum(workerStates),
    reason: Type.Union([Type.String(), Type.Null()]),
  }),
});
