import { readFileSync } from 'node:fs';
import { TwinlensError } from '@twinlens/contract';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

/** Names and addresses go into the proxy's configuration as they are, so nothing else may match. */
const Name = Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}$' });
const Host = Type.String({ pattern: '^[A-Za-z0-9.:-]{1,253}$' });
const Port = Type.Integer({ minimum: 1, maximum: 65_535 });

/** What the edge serves: where it listens, and which servers stand behind which paths. */
export const Topology = Type.Object(
  {
    listen: Type.Array(
      Type.Object({ address: Host, port: Port }, { additionalProperties: false }),
      {
        minItems: 1,
      },
    ),
    /** The first route whose prefix fits wins; the last one is usually "/". */
    routes: Type.Array(
      Type.Object(
        { prefix: Type.String({ pattern: '^/[A-Za-z0-9/._-]*$' }), backend: Name },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
    backends: Type.Array(
      Type.Object(
        {
          name: Name,
          /** Path that answers 2xx while a server wants traffic. */
          ready: Type.String({ pattern: '^/[A-Za-z0-9/._-]*$' }),
          servers: Type.Array(
            Type.Object({ name: Name, address: Host, port: Port }, { additionalProperties: false }),
            { minItems: 1 },
          ),
        },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
  },
  { additionalProperties: false },
);
export type Topology = Static<typeof Topology>;

const validator = Compile(Topology);

function duplicates(names: string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

function contradictions({ routes, backends }: Topology): string[] {
  const known = new Set(backends.map(({ name }) => name));
  return [
    ...routes
      .filter(({ backend }) => !known.has(backend))
      .map(
        ({ prefix, backend }) =>
          `route ${prefix} leads to backend "${backend}", which is not declared`,
      ),
    ...duplicates(routes.map(({ prefix }) => prefix)).map(
      (prefix) => `route ${prefix} is declared twice`,
    ),
    ...duplicates([...backends.map(({ name }) => name)]).map(
      (name) => `backend "${name}" is declared twice`,
    ),
    ...backends.flatMap(({ name, servers }) =>
      duplicates(servers.map((server) => server.name)).map(
        (server) => `backend "${name}" declares server "${server}" twice`,
      ),
    ),
  ];
}

/**
 * Reads and checks a topology file (JSON).
 * @throws TwinlensError `invalid_request` with every problem found.
 */
export function readTopology(path: string): Topology {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new TwinlensError(
      'invalid_request',
      `${path} could not be read as JSON: ${(cause as Error).message}`,
      {
        cause,
      },
    );
  }
  const problems = validator.Check(value)
    ? contradictions(value)
    : validator
        .Errors(value)
        .map(({ instancePath, message }) => `${instancePath || '/'}: ${message}`);
  if (problems.length > 0) {
    throw new TwinlensError(
      'invalid_request',
      `${path} is not a usable topology:\n  ${problems.join('\n  ')}`,
    );
  }
  return value as Topology;
}
