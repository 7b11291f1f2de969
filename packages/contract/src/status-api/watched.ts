/**
 * What a server hands to the status program, so that it can see what is inside, and act alone while the
 * server is gone (docs/decisions/0039). With a token of its own.
 */
import { type Static, Type } from 'typebox';
import { Id, Time } from '../fields.ts';
import { operation } from '../operation.ts';
import { forgeKinds } from '../web-api/forges.ts';
import { OutageRule } from '../web-api/outage-rules.ts';

const Waiting = Type.Object({
  /** How many wait, and how long the first of them has. */
  waiting: Type.Integer(),
  oldestSeconds: Type.Integer(),
});

export const getFigures = operation({
  id: 'getFigures',
  method: 'GET',
  path: '/api/status/figures',
  access: 'status',
  summary: 'How much waits to be captured, by type of target, and to be told outside.',
  response: Type.Object({
    queue: Type.Record(Type.String(), Waiting),
    deliveries: Waiting,
  }),
});

const Key = Type.String({ pattern: '^[0-9A-Za-z_-]{43}$', description: 'a public X25519 key' });

/** What a line on a commit is: a status, or a check run of a GitHub App. */
export const lineTypes = ['status', 'check'] as const;

/** A line on a commit that says "pending": whoever requires it waits. */
export const WaitingCommit = Type.Object({
  /** A status where it is left out, as by servers before there was another. */
  type: Type.Optional(Type.Enum(lineTypes)),
  destination: Id,
  /** Of the ledger: what was said last of this line. */
  delivery: Id,
  sha: Type.String(),
  /** The name of the line at the forge. */
  context: Type.String(),
  pullRequest: Type.Optional(Type.Integer({ minimum: 1 })),
  account: Id,
  /** Names; with more than one they are told in one line. */
  projects: Type.Array(Type.String()),
  /** What was chosen for them, where something was. */
  rules: Type.Array(Type.Object({ project: Type.String(), ...OutageRule.properties })),
});
export type WaitingCommit = Static<typeof WaitingCommit>;

export const ForgeAccess = Type.Object({
  destination: Id,
  kind: Type.Enum(forgeKinds),
  /** Of the repository in the API; may end with a query every request has. */
  url: Type.String(),
  /** As people write it. */
  repository: Type.String(),
  /** JSON of the headers that show that we may, sealed for the key of the question. */
  sealedHeaders: Type.String(),
  /** Until when they do; null where they do not end by themselves. */
  expiresAt: Type.Union([Time, Type.Null()]),
});
export type ForgeAccess = Static<typeof ForgeAccess>;

export const listWaitingCommits = operation({
  id: 'listWaitingCommits',
  method: 'GET',
  path: '/api/status/waiting-commits',
  access: 'status',
  summary:
    'Commits that wait for a verdict, and what it takes to tell them something: tokens are sealed for a key only the status program has.',
  query: Type.Object({ key: Key }),
  response: Type.Object({ commits: Type.Array(WaitingCommit), forges: Type.Array(ForgeAccess) }),
});

const StandIn = Type.Object({ destination: Id, delivery: Id });

export const settleStandIns = operation({
  id: 'settleStandIns',
  method: 'POST',
  path: '/api/status/stand-ins',
  access: 'status',
  summary:
    'Lines the status program has written meanwhile: each is told again as it truly stands. Repeatable; answers how each stands now.',
  body: Type.Object({ standIns: Type.Array(StandIn, { maxItems: 10_000 }) }),
  response: Type.Object({
    settled: Type.Array(
      Type.Object({
        ...StandIn.properties,
        /** Null where the line is not known any more. */
        state: Type.Union([Type.Enum(['pending', 'success', 'failure', 'error']), Type.Null()]),
        /** Whether the forge has it. */
        told: Type.Boolean(),
      }),
    ),
  }),
});
