import type { ChatKind, ReceivedResponse } from '@twinlens/contract';
import { firstWords, judgeByStatus } from '../answers.ts';
import type { Channel } from '../channel.ts';
import { type ChatMessage, readMessage, trial } from './message.ts';

/** A chat whose rooms have incoming webhooks; their address is the secret. */
export function createRoom(
  chat: string,
  bodyOf: (message: ChatMessage) => object,
): Channel<ChatKind> {
  const posted = (url: string, message: ChatMessage) => ({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', 'user-agent': 'Twinlens' },
    body: JSON.stringify(bodyOf(message)),
  });
  return {
    isAddressSecret: true,
    request: async (ctx, { accountId, secret }, content) =>
      posted(secret, await readMessage(ctx, accountId, content)),
    judge: judgeByStatus,
    probe: ({ secret }) => posted(secret, trial),
    explain: ({ status, body }: ReceivedResponse) =>
      status >= 200 && status < 300
        ? { works: true, says: `${chat} took a test message: it is in the room.` }
        : { works: false, says: `${chat} answered ${status}${firstWords(body)}.` },
  };
}
