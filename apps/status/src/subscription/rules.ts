/** Who may be written to. Pure. */

/** How a reader is told: a webhook takes the document of an incident, a chat a line of text. */
export const subscriberKinds = ['mail', 'webhook', 'chat'] as const;
export type SubscriberKind = (typeof subscriberKinds)[number];

/** Somebody who has not answered is not asked again for this long. Milliseconds. */
export const askedAgainMs = 60 * 60_000;

/** Of everybody together: nobody may have a stranger's mailbox filled through us. */
export const asksPerMinute = 30;

/** What changes within this time is told together. Milliseconds. */
export const groupedMs = 60_000;

/** After so many attempts the state of an incident is not told any more. */
export const mostAttempts = 12;

export const noticeWaitMs = (failures: number): number =>
  Math.min(15 * 60_000, 2_000 * 2 ** Math.min(failures - 1, 12));

/** One mailbox, without a name, comments or quotes: enough for every address people have. */
export const isMailbox = (text: string): boolean =>
  text.length <= 254 &&
  /^[^\s@"(),:;<>[\\\]]{1,64}@[^\s@"(),:;<>[\\\]]+\.[^\s@.]{2,63}$/.test(text);
