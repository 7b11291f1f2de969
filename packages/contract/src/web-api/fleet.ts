/** The workers and their tokens, which are those of the installation and of no account. */
import { Type } from 'typebox';
import { Id, PathId, Time } from '../fields.ts';
import { operation } from '../operation.ts';
import { BrowserName } from '../payload/payload.ts';
import { targetTypes } from '../target-types.ts';
import { RefusedBrowser, ServedTarget, workerStates } from '../worker-api/registration.ts';

const Text = Type.Union([Type.String(), Type.Null()]);
const Count = Type.Integer({ minimum: 0 });

const Worker = Type.Object({
  id: Id,
  name: Type.String(),
  /** Of its token; null for that of the installation. */
  token: Type.Union([
    Type.Null(),
    Type.Object({ id: Id, label: Type.String(), revoked: Type.Boolean() }),
  ]),
  targets: Type.Array(ServedTarget),
  /** Browsers that it was given and does not use. */
  refused: Type.Array(RefusedBrowser),
  fonts: Text,
  state: Type.Enum(workerStates),
  /** Why it is not in service. */
  reason: Text,
  /** What it lacks itself, so that it takes nothing. */
  outOfService: Text,
  /** Captures it is at. */
  current: Type.Array(
    Type.Object({ snapRequestId: Id, type: Type.String(), target: Type.String(), captured: Count }),
  ),
  lastHour: Type.Object({ captures: Count, snapshots: Count }),
  /** Captures that ended without a result since it was first seen. */
  failures: Count,
  lastFailure: Type.Union([Type.Null(), Type.Object({ message: Type.String(), at: Time })]),
  seenAt: Time,
  /** Whether it has been heard of lately. */
  silent: Type.Boolean(),
});

const WorkerToken = Type.Object({
  id: Id,
  label: Type.String(),
  createdBy: Type.String(),
  createdAt: Time,
});

export const getFleet = operation({
  id: 'getFleet',
  method: 'GET',
  path: '/api/fleet',
  access: 'operator',
  summary: 'Every worker, their tokens, and how many workers there are for each type of target.',
  response: Type.Object({
    workers: Type.Array(Worker),
    /** Those that have not been revoked. */
    tokens: Type.Array(WorkerToken),
    types: Type.Array(
      Type.Object({
        type: Type.Enum(targetTypes),
        /** The browser it is asked for in; absent for what comes with the type. */
        name: Type.Optional(BrowserName),
        /** Workers that take captures of it now. */
        workers: Count,
        waiting: Count,
        /** Why nothing of it is captured; null where something is. */
        unserved: Text,
      }),
    ),
  }),
});

export const createWorkerToken = operation({
  id: 'createWorkerToken',
  method: 'POST',
  path: '/api/fleet/tokens',
  access: 'operator',
  summary: 'A token for workers. It is in this answer and never shown again.',
  body: Type.Object({ label: Type.String({ minLength: 1, maxLength: 200 }) }),
  response: Type.Object({ id: Id, label: Type.String(), token: Type.String() }),
});

export const revokeWorkerToken = operation({
  id: 'revokeWorkerToken',
  method: 'DELETE',
  path: '/api/fleet/tokens/:workerToken',
  access: 'operator',
  summary:
    'End a token at once. What its workers are at is captured by others once its leases have run out.',
  params: Type.Object({ workerToken: PathId }),
});

export const setWorkerState = operation({
  id: 'setWorkerState',
  method: 'POST',
  path: '/api/fleet/workers/:worker/state',
  access: 'operator',
  summary:
    'Drain a worker (it ends what it is at and takes nothing more), quarantine it (the same, and its pictures of the last hour are marked and taken again), or put it back to service.',
  params: Type.Object({ worker: PathId }),
  body: Type.Object({ state: Type.Enum(workerStates) }),
});
