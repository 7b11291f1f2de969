/** What was said to the person of the made-up world. */
import type { ReviewApi } from '../src/api/review-api.ts';
import { compareAddress } from './addresses.ts';
import { minutesAgo, reviewShas } from './records.ts';

type Notice = Awaited<ReturnType<ReviewApi['listNotices']>>['notices'][number];
type Settings = Awaited<ReturnType<ReviewApi['getNoticeSettings']>>;

const path = compareAddress(reviewShas);

function firstNotices(): Notice[] {
  const about = { path, quote: null, readAt: null };
  return [
    {
      ...about,
      id: 9,
      kind: 'mentioned',
      text: 'Grace Hopper mentioned you about Button/001 / default / chrome-desktop',
      quote: '@Ada Lovelace is the badge meant to overlap the price? It does not in the design.',
      at: minutesAgo(3),
    },
    {
      ...about,
      id: 8,
      kind: 'review-asked',
      text: 'web-shop: 52 changes need review in “Give buttons the new accent colours”',
      at: minutesAgo(6),
    },
    {
      ...about,
      id: 7,
      kind: 'own-change',
      text: 'web-shop: 1 change needs review in “Let long product names wrap in cards, tables and the basket instead of cutting them off”',
      at: minutesAgo(90),
    },
    {
      ...about,
      id: 10,
      kind: 'run-failed',
      text: 'web-shop: the run of “Move prices above the fold” failed',
      quote: 'playwright run failed (3 of 40)',
      path: '/a/1/jobs/801',
      at: minutesAgo(400),
      readAt: minutesAgo(300),
    },
    {
      ...about,
      id: 6,
      kind: 'decided',
      text: 'web-shop: Grace Hopper accepted “Update icons”',
      quote: 'Much better.',
      at: minutesAgo(1600),
      readAt: minutesAgo(1500),
    },
    {
      ...about,
      id: 11,
      kind: 'asked',
      text: 'web-shop: Margaret Hamilton asks you to review “Speed up the product list”',
      at: minutesAgo(2000),
      readAt: minutesAgo(1900),
    },
    {
      ...about,
      id: 5,
      kind: 'commented',
      text: 'Alan Turing said something about Card/012 / long text / chrome-phone',
      quote: 'Same here.',
      at: minutesAgo(3000),
      readAt: minutesAgo(2900),
    },
  ];
}

export function createNotices() {
  let notices = firstNotices();
  let settings: Settings = {
    address: 'ada@example.com',
    follows: ['Checkout/*'],
    sendsMail: true,
    ways: {
      mentioned: 'immediate',
      asked: 'immediate',
      commented: 'immediate',
      'review-asked': 'digest',
      followed: 'digest',
      'own-change': 'immediate',
      decided: 'digest',
      compared: 'none',
      'run-failed': 'immediate',
    },
  };
  const unread = () => notices.filter(({ readAt }) => readAt === null).length;
  const api: Pick<
    ReviewApi,
    'listNotices' | 'readNotices' | 'getNoticeSettings' | 'setNoticeSettings' | 'askForReview'
  > = {
    async listNotices({ query }) {
      // In an address it is text.
      const isSought = String(query?.unread) === 'true';
      const list = notices.filter(({ readAt }) => !isSought || readAt === null);
      return { notices: list, more: false, unread: unread() };
    },
    async readNotices({ body: { ids } }) {
      notices = notices.map((notice) =>
        ids === undefined || ids.includes(notice.id)
          ? { ...notice, readAt: notice.readAt ?? minutesAgo(0) }
          : notice,
      );
      return { unread: unread() };
    },
    async askForReview() {
      return undefined;
    },
    async getNoticeSettings() {
      return settings;
    },
    async setNoticeSettings({ body: { ways, follows = settings.follows } }) {
      settings = { ...settings, ways: { ...settings.ways, ...ways }, follows };
      return settings;
    },
  };
  return { api, unread };
}
