import { setTimeout as delay } from 'node:timers/promises';
import {
  isServed,
  nameOf,
  type Probe,
  picturePath,
  probe,
  routesOf,
  targetsOf,
} from '../proxy/probe.ts';
import type { Content } from './ledger.ts';

/** Longest time from asking for a reload until it is seen. */
const patienceMs = 10_000;
const intervalMs = 50;
/** The worker before takes new connections for a moment more; once is no proof. */
const roundsInARow = 3;

/** One look at every route over every address. */
export async function lookAtRoutes(content: Content, secret: string): Promise<Probe[]> {
  const prefixes = routesOf(content.topology, content.withoutCache === null);
  return Promise.all(
    targetsOf(content.topology).flatMap((target) =>
      prefixes.map((prefix) => probe(target, prefix, { secret })),
    ),
  );
}

/** What tells a route from another, over reloads. */
const keyOf = ({ target, prefix }: Probe) => `${nameOf(target)}${prefix}`;

/**
 * Waits until a generation is what answers on every route and address, and every route is served
 * that may be asked to be.
 * @param before What was seen before it was loaded: a route that nobody served then is not its fault.
 * @returns What is wrong; empty once it is proven.
 */
export async function prove(options: {
  content: Content;
  generation: number;
  secret: string;
  before: Probe[];
  patience?: number;
}): Promise<string[]> {
  const { content, generation, secret } = options;
  const downBefore = new Set(options.before.filter((one) => !isServed(one)).map(keyOf));
  const { routes, cache } = content.topology;
  const pictures = cache === undefined ? [] : [{ prefix: picturePath, backend: cache.backend }];
  const empty = new Set(
    [...routes, ...pictures]
      .filter(({ backend }) => (content.deployed[backend] ?? null)?.length === 0)
      .map(({ prefix }) => prefix),
  );
  const end = Date.now() + (options.patience ?? patienceMs);
  let problems: string[] = [];
  for (let good = 0; good < roundsInARow; ) {
    const seen = await lookAtRoutes(content, secret);
    problems = seen.flatMap((one) => {
      const problem = problemOf(one, generation);
      if (problem !== null) return [problem];
      const mayBeDown = downBefore.has(keyOf(one)) || empty.has(one.prefix);
      if (isServed(one) || mayBeDown) return [];
      return [`${keyOf(one)}: answered ${one.status}, no server behind it is ready`];
    });
    good = problems.length === 0 ? good + 1 : 0;
    if (good === roundsInARow) return [];
    if (Date.now() > end) break;
    await delay(intervalMs);
  }
  return [...new Set(problems)];
}

function problemOf(one: Probe, generation: number): string | null {
  if (one.problem !== null) return `${keyOf(one)}: ${one.problem}`;
  if (one.generation === generation) return null;
  return `${keyOf(one)}: generation ${one.generation ?? 'unknown'} answered, not ${generation}`;
}
