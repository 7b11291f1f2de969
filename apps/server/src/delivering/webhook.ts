/** Webhooks as protocol.md section 13 has them. */
import { createHmac } from 'node:crypto';
import { readComparisonResult } from '@twinlens/visual-tests';
import { firstWords, judgeByStatus } from './answers.ts';
import type { Channel } from './channel.ts';

function signed(url: string, secret: string, id: string, body: string) {
  const digest = createHmac('sha256', secret).update(body).digest('hex');
  return {
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Twinlens',
      'x-happo-signature': `sha256=${digest}`,
      // The same in every attempt: what comes twice can be told from what happened twice.
      'x-twinlens-delivery': id,
    },
    body,
  };
}

export const webhook: Channel<'webhook'> = {
  async request(ctx, { id, accountId, settings, secret }, content) {
    const body =
      content.type === 'comparison'
        ? {
            type: 'comparison',
            data: await readComparisonResult({
              ctx,
              input: { accountId, comparisonId: content.comparisonId },
            }),
          }
        : content.type === 'event'
          ? content.body
          : content;
    return signed(settings.url, secret, String(id), JSON.stringify(body));
  },
  judge: judgeByStatus,
  probe: ({ settings, secret }) =>
    signed(
      settings.url,
      secret,
      'test',
      JSON.stringify({ type: 'test', text: 'A test of Twinlens' }),
    ),
  explain(response) {
    const { status, body } = response;
    if (status >= 200 && status < 300) return { works: true, says: `It answered ${status}.` };
    const moved =
      status >= 300 && status < 400
        ? ' Redirects are not followed: give the address it leads to.'
        : '';
    return { works: false, says: `It answered ${status}${firstWords(body)}.${moved}` };
  },
};
