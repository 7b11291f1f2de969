/** What people say about rows, kept in memory as the server keeps it. */
import { type Operations, type Place, type ResponseOf, TwinlensError } from '@twinlens/contract';
import { me, minutesAgo } from './records.ts';

type Thread = ResponseOf<Operations['listThreads']>['threads'][number];

export const people = ['Ada Lovelace', 'Grace Hopper', 'Margaret Hamilton'].map((name, index) => ({
  id: `u${index + 1}`,
  name,
}));

const begun: Thread[] = [
  {
    id: 1,
    place: { side: 'after', x: 24, y: 96, width: 108, height: 30 },
    resolved: null,
    elsewhere: null,
    comments: [
      {
        id: 1,
        byId: 'u2',
        by: 'Grace Hopper',
        at: minutesAgo(40),
        text: '@Ada Lovelace is this the shade we agreed on?',
        mentions: ['Ada Lovelace'],
      },
    ],
  },
  {
    id: 2,
    place: null,
    resolved: { by: 'Grace Hopper', at: minutesAgo(20) },
    elsewhere: null,
    comments: [
      {
        id: 2,
        byId: 'u3',
        by: 'Margaret Hamilton',
        at: minutesAgo(30),
        text: 'The shadow moved as well, see https://git.example.com/shop/web/pull/401',
        mentions: [],
      },
    ],
  },
];

/** @param begunOn the snapshot of the row people have begun to talk about */
export function createThreads(begunOn: number) {
  const bySnapshot = new Map<number, Thread[]>([[begunOn, begun]]);
  let lastId = 2;
  const of = (snapshot: number) => bySnapshot.get(snapshot) ?? [];
  const comment = (text: string) => {
    lastId += 1;
    return {
      id: lastId,
      byId: me.user.id,
      by: me.user.name,
      at: new Date().toISOString(),
      text,
      mentions: people.map(({ name }) => name).filter((name) => text.includes(`@${name}`)),
    };
  };
  function change(snapshot: number, id: number, part: (thread: Thread) => Thread) {
    if (!of(snapshot).some((one) => one.id === id)) {
      throw new TwinlensError('not_found', 'there is no such thread here (any more)');
    }
    bySnapshot.set(
      snapshot,
      of(snapshot).map((one) => (one.id === id ? part(one) : one)),
    );
    return { threads: of(snapshot) };
  }

  return {
    list: (snapshot: number) => ({ threads: of(snapshot) }),

    count(snapshot: number) {
      const open = of(snapshot).filter(({ resolved }) => resolved === null).length;
      return { open, resolved: of(snapshot).length - open };
    },

    open(snapshot: number, text: string, place: Place | null) {
      const said = comment(text);
      const thread = { id: said.id, place, resolved: null, elsewhere: null, comments: [said] };
      bySnapshot.set(snapshot, [...of(snapshot), thread]);
      return { threads: of(snapshot) };
    },

    answer: (snapshot: number, thread: number, text: string) =>
      change(snapshot, thread, (one) => ({
        ...one,
        resolved: null,
        comments: [...one.comments, comment(text)],
      })),

    resolve: (snapshot: number, thread: number, resolved: boolean) =>
      change(snapshot, thread, (one) => ({
        ...one,
        resolved: resolved ? { by: me.user.name, at: new Date().toISOString() } : null,
      })),

    remove(snapshot: number, commentId: number) {
      const threads = of(snapshot)
        .map((one) => ({ ...one, comments: one.comments.filter(({ id }) => id !== commentId) }))
        .filter(({ comments }) => comments.length > 0);
      bySnapshot.set(snapshot, threads);
      return { threads };
    },
  };
}
