/** What a status program publishes of its checks, for those that watch the same from other places. */
import { type Static, Type } from 'typebox';
import { Time } from '../fields.ts';

/** The path of a `MonitorsDocument`. */
export const monitorsPath = '/api/monitors.json';

/** The last check of a monitor, as this place alone saw it. */
const LastCheck = Type.Object({
  id: Type.String(),
  ok: Type.Boolean(),
  /** For a person. */
  seen: Type.String(),
  /** How long it took. Milliseconds. */
  ms: Type.Integer({ minimum: 0 }),
  checkedAt: Time,
});

export const MonitorsDocument = Type.Object({ monitors: Type.Array(LastCheck) });
export type MonitorsDocument = Static<typeof MonitorsDocument>;
