/** What the edge says of itself: to the person at it, and to whoever watches. */
import { type Static, Type } from 'typebox';

const Time = Type.String({ format: 'date-time' });
const Count = Type.Integer({ minimum: 0 });
const NullableCount = Type.Union([Count, Type.Null()]);

/** One configuration that was tried. */
export const Generation = Type.Object({
  /** Only grows; going back is a new generation with the content of an old one. */
  number: Count,
  at: Time,
  cause: Type.Enum(['apply', 'heartbeat', 'rollback', 'deploy', 'start']),
  reason: Type.String(),
  /** `refused` was never given to the proxy, `failed` was and could not be proven. */
  outcome: Type.Enum(['loading', 'proven', 'failed', 'refused']),
  problems: Type.Array(Type.String()),
  /** Why the cache was left out although it is wanted; null when it was not. */
  withoutCache: Type.Union([Type.String(), Type.Null()]),
});
export type Generation = Static<typeof Generation>;

export const EdgeAlert = Type.Object({
  code: Type.Enum([
    'generation-disagrees',
    'proxy-gone',
    'heartbeat-failed',
    'topology-unusable',
    'cache-dropped',
    'cache-down',
    'route-down',
    'address-missing',
    'server-gone',
    'servers-troubled',
    'watch-troubled',
    'guard-off',
  ]),
  since: Time,
  text: Type.String(),
  /** Whether deploys are refused until it is over. */
  locks: Type.Boolean(),
});
export type EdgeAlert = Static<typeof EdgeAlert>;

export const EdgeStatus = Type.Object({
  at: Time,
  /** Three numbers that have to agree; null where there is none, or nobody answers. */
  wanted: NullableCount,
  loaded: NullableCount,
  seen: NullableCount,
  agrees: Type.Boolean(),
  lastProvenAt: Type.Union([Time, Type.Null()]),
  /** Process ids of proxy workers that were replaced and still finish requests. */
  oldWorkers: Type.Array(Count),
  routes: Type.Array(
    Type.Object({ prefix: Type.String(), address: Type.String(), answers: Type.Boolean() }),
  ),
  alerts: Type.Array(EdgeAlert),
});
export type EdgeStatus = Static<typeof EdgeStatus>;
