/** Webhooks of Discord (https://docs.discord.com/developers/resources/webhook). */
import { type ChatMessage, cut } from './message.ts';
import { createRoom } from './room.ts';

/** Of the line beside an embed. */
const colours: Record<ChatMessage['tone'], number> = {
  good: 0x17713a,
  wait: 0xf0bd5e,
  bad: 0xb3261e,
  quiet: 0x8a91a0,
};

/** Characters. */
const longestTitle = 256;
const longestDescription = 4096;

/** Markdown means nothing in what a component is named. */
const plain = (text: string) => text.replace(/[\\`*_{}[\]()#+!|<>~-]/g, '\\$&');

export const discord = createRoom('Discord', ({ tone, title, counts, changes, more, url }) => {
  const lines = changes.map((change) => plain(cut(change, 300)));
  if (more > 0 && changes.length > 0) lines.push(`and ${more} more`);
  return {
    // Nobody is called by what a component or a person is named.
    allowed_mentions: { parse: [] },
    embeds: [
      {
        title: cut(title, longestTitle),
        color: colours[tone],
        ...(url !== null && { url }),
        description: cut(
          [...(counts === null ? [] : [counts]), ...lines].join('\n'),
          longestDescription,
        ),
      },
    ],
  };
});
