import { TwinlensError } from '@twinlens/contract';

/**
 * What stands between a mistake and an outage. Each can be left out, for drills only: one that does
 * not fail without a guard proves nothing about it.
 */
export const guardNames = [
  /** The proxy itself checks a configuration before it is given to it. */
  'check',
  /** A cache that breaks the configuration is left out of it. */
  'cache',
  /** What was loaded is looked for from outside, and taken back when it is not seen. */
  'proof',
  /** The proxy is asked all the time whether it would still take a configuration. */
  'watch',
  /** Nothing is stopped that the proxy may still point at. */
  'retire',
  /** No address is given up, and none assumed. */
  'address',
] as const;
export type Guard = (typeof guardNames)[number];
export type Guards = Readonly<Record<Guard, boolean>>;

/** @throws TwinlensError `invalid_request` for a name that is none. */
export function guardsWithout(names: string[]): Guards {
  const unknown = names.filter((name) => !guardNames.some((guard) => guard === name));
  if (unknown.length > 0) {
    throw new TwinlensError(
      'invalid_request',
      `--without: ${unknown.join(', ')} is none of ${guardNames.join(', ')}`,
    );
  }
  const on = (guard: Guard) => !names.includes(guard);
  return {
    check: on('check'),
    cache: on('cache'),
    proof: on('proof'),
    watch: on('watch'),
    retire: on('retire'),
    address: on('address'),
  };
}
