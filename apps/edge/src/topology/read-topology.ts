import { readFileSync } from 'node:fs';
import { check, TwinlensError } from '@twinlens/contract';
import { parse } from 'yaml';
import { Topology } from './schema.ts';

/**
 * Reads and checks a topology file, YAML or JSON.
 * @throws TwinlensError `invalid_request` that says where and what.
 */
export function readTopology(path: string): Topology {
  let value: unknown;
  try {
    value = parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new TwinlensError(
      'invalid_request',
      `${path} could not be read as YAML or JSON: ${(cause as Error).message}`,
      { cause },
    );
  }
  const checked = check(Topology, value);
  const problems = checked.ok
    ? findContradictions(checked.value)
    : [checked.problem.replace('schema is false', 'is nothing a topology knows')];
  if (!checked.ok || problems.length > 0) {
    throw new TwinlensError(
      'invalid_request',
      `${path} is not a usable topology:\n  ${problems.join('\n  ')}`,
    );
  }
  return checked.value;
}

/** What each part of a topology may say, and the whole may not. */
function findContradictions(topology: Topology): string[] {
  const { routes, backends, listen, cache } = topology;
  const known = new Set(backends.map(({ name }) => name));
  const everywhere = listen.some(({ address }) => address === '0.0.0.0' || address === '::');
  return [
    ...routes
      .filter(({ backend }) => !known.has(backend))
      .map(
        ({ prefix, backend }) =>
          `routes: ${prefix} leads to backend "${backend}", which is not declared`,
      ),
    ...duplicates(routes.map(({ prefix }) => prefix)).map(
      (prefix) => `routes: ${prefix} is declared twice`,
    ),
    ...(routes.at(-1)?.prefix === '/' ? [] : ['routes: the last one must be for "/"']),
    ...duplicates(backends.map(({ name }) => name)).map(
      (name) => `backends: "${name}" is declared twice`,
    ),
    ...backends.flatMap(({ name, servers, deployed }) => [
      ...((servers === undefined) === (deployed === undefined)
        ? [`backends: "${name}" needs either servers or deployed`]
        : []),
      ...duplicates((servers ?? []).map((server) => server.name)).map(
        (server) => `backends: "${name}" declares server "${server}" twice`,
      ),
    ]),
    ...(cache === undefined || known.has(cache.backend)
      ? []
      : [`cache: backend "${cache.backend}" is not declared`]),
    ...(known.has('cache') ? ['backends: "cache" is the name of the cache, choose another'] : []),
    ...topology.public.pinned
      .filter((pinned) => !everywhere && !listen.some(({ address }) => address === pinned))
      .map((pinned) => `public.pinned: nothing listens on ${pinned}`),
    ...(topology.public.floating !== undefined &&
    topology.public.pinned.includes(topology.public.floating.own)
      ? ['public.floating.own: it is pinned, and must not float']
      : []),
    ...(topology.public.floating !== undefined &&
    topology.public.pinned.some(
      (pinned) => pinned.includes(':') !== topology.public.floating?.own.includes(':'),
    )
      ? ['public.pinned: what floats is all IPv4 or all IPv6, as public.floating.own is']
      : []),
  ];
}

function duplicates(names: string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
