/** What a person is told of, each for themselves: in the pages, and by mail. */
import { type Static, Type } from 'typebox';
import { Id, PathId, Time } from '../fields.ts';
import { operation } from '../operation.ts';

/**
 * Why somebody is told. Of several reasons for one event the first counts:
 *  - `mentioned`: somebody named them in a comment;
 *  - `asked`: somebody asked them by name for a review;
 *  - `commented`: something was said about their change, or in a thread they take part in;
 *  - `review-asked`: components they own have changes;
 *  - `followed`: components they follow have changes;
 *  - `own-change`: their change needs review;
 *  - `decided`: somebody decided on their change;
 *  - `compared`: a build names them in `notify`;
 *  - `run-failed`: a run of theirs, or one that names them, failed or was not heard of any more.
 */
export const noticeKinds = [
  'mentioned',
  'asked',
  'commented',
  'review-asked',
  'followed',
  'own-change',
  'decided',
  'compared',
  'run-failed',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];
const NoticeKindOf = Type.Enum(noticeKinds);

/** How somebody hears by mail: at once, once a day, or not at all. */
export const mailWays = ['immediate', 'digest', 'none'] as const;
export type MailWay = (typeof mailWays)[number];

const MailWayOf = Type.Enum(mailWays);

export const MailWays = Type.Object({
  mentioned: MailWayOf,
  asked: MailWayOf,
  commented: MailWayOf,
  'review-asked': MailWayOf,
  followed: MailWayOf,
  'own-change': MailWayOf,
  decided: MailWayOf,
  compared: MailWayOf,
  'run-failed': MailWayOf,
} satisfies Record<NoticeKind, typeof MailWayOf>);
export type MailWays = Static<typeof MailWays>;

export const Notice = Type.Object({
  id: Id,
  kind: NoticeKindOf,
  /** A sentence. */
  text: Type.String(),
  /** What was said, in the words of whoever said it; null where nothing was. */
  quote: Type.Union([Type.String(), Type.Null()]),
  /** Path of the page it is about, with its search. */
  path: Type.String(),
  at: Time,
  readAt: Type.Union([Time, Type.Null()]),
});
export type Notice = Static<typeof Notice>;

export const listNotices = operation({
  id: 'listNotices',
  method: 'GET',
  path: '/api/a/:account/notices',
  access: 'session',
  summary: 'What was said to whoever asks, the newest first.',
  params: Type.Object({ account: PathId }),
  query: Type.Object({
    unread: Type.Optional(Type.Boolean()),
    /** Ids before this one. */
    before: Type.Optional(PathId),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  }),
  response: Type.Object({
    notices: Type.Array(Notice),
    more: Type.Boolean(),
    unread: Type.Integer(),
  }),
});

export const readNotices = operation({
  id: 'readNotices',
  method: 'PUT',
  path: '/api/a/:account/notices/read',
  access: 'session',
  summary: 'Say that these were read, or all of them without a list. Repeatable.',
  params: Type.Object({ account: PathId }),
  body: Type.Object({ ids: Type.Optional(Type.Array(Id, { maxItems: 1000 })) }),
  response: Type.Object({ unread: Type.Integer() }),
});

/** Components somebody follows; every `*` stands for any text, as where owners are named. */
const Follows = Type.Array(Type.String({ minLength: 1, maxLength: 1000 }), { maxItems: 100 });

const NoticeSettings = Type.Object({
  /** Where mail goes. */
  address: Type.String(),
  /** Whether this installation sends mail at all. */
  sendsMail: Type.Boolean(),
  ways: MailWays,
  follows: Follows,
});

export const getNoticeSettings = operation({
  id: 'getNoticeSettings',
  method: 'GET',
  path: '/api/a/:account/notice-settings',
  access: 'session',
  summary: 'How whoever asks hears of what by mail, and which components they follow.',
  params: Type.Object({ account: PathId }),
  response: NoticeSettings,
});

export const setNoticeSettings = operation({
  id: 'setNoticeSettings',
  method: 'PUT',
  path: '/api/a/:account/notice-settings',
  access: 'session',
  summary:
    'Say how to hear of what by mail, and which components to follow; what is left out stays as it is.',
  params: Type.Object({ account: PathId }),
  body: Type.Object({
    ways: Type.Partial(MailWays),
    /** All of them; left out, they stay as they are. */
    follows: Type.Optional(Follows),
  }),
  response: NoticeSettings,
});

export const askForReview = operation({
  id: 'askForReview',
  method: 'POST',
  path: '/api/a/:account/comparisons/:comparison/review-requests',
  access: 'session',
  summary: 'Ask somebody of the account by name for a review. Repeatable.',
  params: Type.Object({ account: PathId, comparison: PathId }),
  body: Type.Object({
    /** Their id, as `listPeople` has it. */
    person: Type.String({ minLength: 1, maxLength: 100 }),
  }),
});
