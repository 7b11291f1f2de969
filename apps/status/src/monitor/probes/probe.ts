import type { Context } from '../../context.ts';
import type { Probe } from '../../settings.ts';

/** What a look has seen. */
export interface Seen {
  ok: boolean;
  /** For a person. */
  seen: string;
}

/** Looks once; what cannot be looked at is an error whose message says why. */
export type Look<Kind extends Probe['kind']> = (
  ctx: Context,
  probe: Extract<Probe, { kind: Kind }>,
  signal: AbortSignal,
  /** Id of the monitor. */
  monitor: string,
) => Promise<Seen>;
