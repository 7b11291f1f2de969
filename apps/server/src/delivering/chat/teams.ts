/** Workflows of Microsoft Teams that post what a webhook gets: an Adaptive Card (https://adaptivecards.io/explorer). */
import { type ChatMessage, cut } from './message.ts';
import { createRoom } from './room.ts';

const colours: Record<ChatMessage['tone'], string> = {
  good: 'good',
  wait: 'warning',
  bad: 'attention',
  quiet: 'default',
};

/** Markdown means nothing in what a component is named. */
const plain = (text: string) => text.replace(/[\\`*_{}[\]()#+!|<>~-]/g, '\\$&');

const text = (words: string, more: object = {}) => ({
  type: 'TextBlock',
  text: words,
  wrap: true,
  ...more,
});

export const teams = createRoom('Teams', ({ tone, title, counts, changes, more, url }) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.4',
        body: [
          text(plain(cut(title, 1000)), { weight: 'bolder', color: colours[tone] }),
          ...(counts === null ? [] : [text(counts, { isSubtle: true, spacing: 'small' })]),
          ...changes.map((change) => text(plain(cut(change, 500)), { spacing: 'small' })),
          ...(more > 0 && changes.length > 0
            ? [text(`and ${more} more`, { isSubtle: true, spacing: 'small' })]
            : []),
        ],
        actions: url === null ? [] : [{ type: 'Action.OpenUrl', title: 'Look at it', url }],
      },
    },
  ],
}));
