/** Who is told of what, and how. Pure. */
import { type MailWay, type MailWays, type NoticeKind, noticeKinds } from '@twinlens/contract';

/** What holds until somebody says otherwise. */
export const usualWays: MailWays = {
  mentioned: 'immediate',
  asked: 'immediate',
  commented: 'immediate',
  'review-asked': 'immediate',
  followed: 'immediate',
  'own-change': 'immediate',
  decided: 'digest',
  compared: 'immediate',
  'run-failed': 'immediate',
};

/**
 * Of several reasons to tell somebody, the one they are told with: the first they want mail for, or the
 * first.
 */
export function chooseKind(
  reasons: NoticeKind[],
  wayOf: (kind: NoticeKind) => MailWay,
): { kind: NoticeKind; way: MailWay } | null {
  const inOrder = noticeKinds.filter((kind) => reasons.includes(kind));
  const kind = inOrder.find((candidate) => wayOf(candidate) !== 'none') ?? inOrder[0];
  return kind === undefined ? null : { kind, way: wayOf(kind) };
}

/** A build may name this many; more would be a mailing list, which has an address of its own. */
const mostNamed = 20;

/** Nothing that could be two addresses, or a line of a header. */
const address = /^[^\s@<>(),;:"\\[\]]{1,64}@[^\s@<>(),;:"\\[\]]{1,190}$/;

/** The addresses that a build names, in lower case, without what is none. */
export function addressesIn(notify: string | null): string[] {
  const parts = (notify ?? '').split(',').map((part) => part.trim().toLowerCase());
  return [...new Set(parts.filter((part) => address.test(part)))].slice(0, mostNamed);
}

/** At this hour of a day, in UTC, the mail of the day before is sent. */
const digestHour = 6;

/** When the mail of the day was last due. */
export function digestDue(now: Date): Date {
  const due = new Date(now);
  due.setUTCHours(digestHour, 0, 0, 0);
  if (due > now) due.setUTCDate(due.getUTCDate() - 1);
  return due;
}

/** A pattern of components in which every `*` stands for any text. */
export function componentMatcher(pattern: string): (component: string) => boolean {
  const source = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('\\*', '[^]*');
  const whole = new RegExp(`^${source}$`);
  return (component) => whole.test(component);
}
