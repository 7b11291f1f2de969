import type { MailWay, NoticeKind } from '../api/entities.ts';
import type { IconName } from '../ui/icon.tsx';

interface KindWords {
  icon: IconName;
  /** What happened. */
  label: string;
}

export const noticeKinds: Record<NoticeKind, KindWords> = {
  mentioned: { icon: 'comment', label: 'Somebody mentions me' },
  asked: { icon: 'eye', label: 'Somebody asks me for a review' },
  commented: { icon: 'comment', label: 'Something is said about my change, or where I took part' },
  'review-asked': { icon: 'eye', label: 'Components I own have changes' },
  followed: { icon: 'eye', label: 'Components I follow have changes' },
  'own-change': { icon: 'diff', label: 'My change needs review' },
  decided: { icon: 'check', label: 'Somebody decides on my change' },
  compared: { icon: 'clock', label: 'A build names me' },
  'run-failed': { icon: 'cross', label: 'A run of mine fails, or one that names me' },
};

export const kindNames = Object.keys(noticeKinds) as NoticeKind[];

export const mailWays: Record<MailWay, string> = {
  immediate: 'At once',
  digest: 'Once a day',
  none: 'No mail',
};

export const wayNames = Object.keys(mailWays) as MailWay[];
