import {
  type BrowserIdentity,
  type EngineName,
  engines,
  type LaunchOptions,
} from '@twinlens/browser';
import type { TargetType } from '@twinlens/contract';
import type { Logger } from 'pino';
import { enginesOf, targets } from './targets.ts';

/** The browsers there are, by engine. */
export type FoundEngines = ReadonlyMap<EngineName, BrowserIdentity>;

/** Looks for what some types are captured with. What cannot be used is left out, and the log says why. */
export async function findEngines(
  types: readonly TargetType[],
  options: LaunchOptions,
  logger: Logger,
): Promise<FoundEngines> {
  const found = new Map<EngineName, BrowserIdentity>();
  // One after the other: each takes all processors while it starts.
  for (const engine of enginesOf(types)) {
    try {
      found.set(engine, await engines[engine].identify(options));
    } catch (error) {
      logger.warn({ err: error, engine }, 'the browser cannot be used');
    }
  }
  return found;
}

/** Those of the types whose engine is there. */
export const servedOf = (types: readonly TargetType[], found: FoundEngines): TargetType[] =>
  types.filter((type) => found.has(targets[type].engine));
