/** A mail in words alone. */
import type { MailFacts, MailItem } from '@twinlens/visual-tests';

/** Why it came, by the kind of what it is about. */
export const reasons: Record<MailItem['kind'], string> = {
  mentioned: 'You get this because somebody mentioned you.',
  asked: 'You get this because somebody asked you for a review.',
  commented: 'You get this because it is about your change, or you took part.',
  'review-asked': 'You get this because components you own have changes.',
  followed: 'You get this because components you follow have changes.',
  'own-change': 'You get this because it is your change.',
  decided: 'You get this because it is your change.',
  compared: 'You get this because a build names this address.',
  'run-failed': 'You get this because it is your run, or a build names this address.',
};

export const reasonOf = ({ isDigest, items }: MailFacts): string =>
  isDigest
    ? 'You get this once a day, when there is something to tell.'
    : reasons[items[0]?.kind ?? 'compared'];

export function subjectOf({ isDigest, items }: MailFacts): string {
  const [first] = items;
  if (!isDigest || items.length === 1) return oneLine(first?.text ?? '');
  return oneLine(`Twinlens: ${items.length} things since yesterday`);
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').slice(0, 250);

/** Counts of a comparison; null where nothing is different. */
export function countsLine({ counts }: MailItem): string | null {
  if (counts === null) return null;
  const { changed, added, deleted, unchanged } = counts;
  const all = unchanged.toLocaleString('en');
  return `${changed} changed, ${added} added, ${deleted} deleted, ${all} unchanged`;
}

/** Of the changes that are not shown one by one; 0 for none. */
export function restOf({ counts, changes }: MailItem): number {
  if (counts === null) return 0;
  return counts.changed + counts.added + counts.deleted - changes.length;
}

export const nameOf = (change: { component: string; variant: string; target: string }) =>
  `${change.component} / ${change.variant} / ${change.target}`;

export function textOf(facts: MailFacts): string {
  const parts = facts.items.map((item) => {
    const rest = restOf(item);
    return [
      item.text,
      ...(item.quote === null ? [] : item.quote.split(/\r?\n/).map((line) => `> ${line}`)),
      countsLine(item),
      ...item.changes.map((change) => `  ${change.kind}: ${nameOf(change)}`),
      rest > 0 && item.changes.length > 0 ? `  and ${rest} more` : null,
      item.url,
    ]
      .filter((line) => line !== null)
      .join('\n');
  });
  const footer = [
    '-- ',
    reasonOf(facts),
    `What you are told: ${facts.settingsUrl}`,
    `No mail like this any more: ${facts.unsubscribeUrl}`,
  ];
  return `${parts.join('\n\n')}\n\n${footer.join('\n')}\n`;
}
