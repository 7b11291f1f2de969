/** What people say to each other about a pair of pictures. */
import { type Static, Type } from 'typebox';
import { Area, Id, PathId, Time } from '../fields.ts';
import { operation } from '../operation.ts';

const Text = Type.String({ minLength: 1, maxLength: 10_000, pattern: '\\S' });

/** A part of one of the pictures; a point is one pixel wide and high. */
export const Place = Type.Object({
  side: Type.Enum(['before', 'after']),
  ...Area.properties,
});
export type Place = Static<typeof Place>;

const Comment = Type.Object({
  id: Id,
  /** Id of the person. */
  byId: Type.String(),
  by: Type.String(),
  at: Time,
  text: Type.String(),
  /** Names of people of the account that follow an `@` in the text. */
  mentions: Type.Array(Type.String()),
});

export const Thread = Type.Object({
  id: Id,
  /** Null where it is about all of it. */
  place: Type.Union([Type.Null(), Place]),
  resolved: Type.Union([Type.Null(), Type.Object({ by: Type.String(), at: Time })]),
  /** The comparison it was begun in, where that is another one with the same two pictures. */
  elsewhere: Type.Union([Type.Null(), Type.Object({ sha1: Type.String(), sha2: Type.String() })]),
  /** From the first one on. */
  comments: Type.Array(Comment),
});

const Threads = Type.Object({ threads: Type.Array(Thread) });

/** `snapshot` is a row of the comparison: its later snapshot, or the earlier one of what was deleted. */
const RowPath = Type.Object({ account: PathId, comparison: PathId, snapshot: PathId });

export const listThreads = operation({
  id: 'listThreads',
  method: 'GET',
  path: '/api/a/:account/comparisons/:comparison/snapshots/:snapshot/threads',
  access: 'session',
  summary: 'What was said about one pair of pictures, here and wherever else it was compared.',
  params: RowPath,
  response: Threads,
});

export const openThread = operation({
  id: 'openThread',
  method: 'POST',
  path: '/api/a/:account/comparisons/:comparison/snapshots/:snapshot/threads',
  access: 'session',
  summary: 'Say something about a pair of pictures, or about a part of one of them.',
  params: RowPath,
  body: Type.Object({ text: Text, place: Type.Optional(Place) }),
  response: Threads,
});

const ThreadPath = Type.Object({
  account: PathId,
  comparison: PathId,
  snapshot: PathId,
  thread: PathId,
});

export const addComment = operation({
  id: 'addComment',
  method: 'POST',
  path: '/api/a/:account/comparisons/:comparison/snapshots/:snapshot/threads/:thread/comments',
  access: 'session',
  summary: 'Answer in a thread. A resolved one is open again.',
  params: ThreadPath,
  body: Type.Object({ text: Text }),
  response: Threads,
});

export const resolveThread = operation({
  id: 'resolveThread',
  method: 'PUT',
  path: '/api/a/:account/comparisons/:comparison/snapshots/:snapshot/threads/:thread',
  access: 'session',
  summary: 'Say that a thread is settled, or that it is not.',
  params: ThreadPath,
  body: Type.Object({ resolved: Type.Boolean() }),
  response: Threads,
});

export const removeComment = operation({
  id: 'removeComment',
  method: 'DELETE',
  path: '/api/a/:account/comparisons/:comparison/snapshots/:snapshot/comments/:comment',
  access: 'session',
  summary:
    'Remove a comment of one’s own; administrators may remove any. The last one takes its thread along.',
  params: Type.Object({
    account: PathId,
    comparison: PathId,
    snapshot: PathId,
    comment: PathId,
  }),
  response: Threads,
});

export const listPeople = operation({
  id: 'listPeople',
  method: 'GET',
  path: '/api/a/:account/people',
  access: 'session',
  summary: 'Who is in the account, by name: whom comments can mention.',
  params: Type.Object({ account: PathId }),
  response: Type.Object({
    people: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  }),
});
