/** Incoming webhooks of Slack, and of what is compatible with them (https://docs.slack.dev/reference/block-kit/blocks). */
import type { ChatMessage } from './message.ts';
import { cut } from './message.ts';
import { createRoom } from './room.ts';

/** Characters that a text of a section, and one of a button's addresses, may have. */
const longestText = 3000;

const signs: Record<ChatMessage['tone'], string> = {
  good: ':white_check_mark:',
  wait: ':eyes:',
  bad: ':x:',
  quiet: ':information_source:',
};

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Nobody is called by what a component is named, and nothing is set in bold by it. */
const plain = (text: string) =>
  text.replace(/[&<>]/g, (character) => entities[character] ?? '').replace(/[*_~`]/g, '\u200b$&');

const section = (text: string) => ({
  type: 'section',
  text: { type: 'mrkdwn', text: cut(text, longestText) },
});

export const slack = createRoom('Slack', ({ tone, title, counts, changes, more, url }) => {
  const lines = changes.map((change) => `• ${plain(cut(change, 300))}`);
  if (more > 0 && changes.length > 0) lines.push(`and ${more} more`);
  return {
    // What a notification shows.
    text: cut(plain(title), longestText),
    blocks: [
      section(`${signs[tone]} *${plain(cut(title, 500))}*`),
      ...(counts === null
        ? []
        : [{ type: 'context', elements: [{ type: 'mrkdwn', text: counts }] }]),
      ...(lines.length === 0 ? [] : [section(lines.join('\n'))]),
      ...(url === null || url.length > longestText
        ? []
        : [
            {
              type: 'actions',
              elements: [{ type: 'button', text: { type: 'plain_text', text: 'Look at it' }, url }],
            },
          ]),
    ],
  };
});
