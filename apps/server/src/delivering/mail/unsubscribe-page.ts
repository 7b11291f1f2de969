/**
 * Where a mail says no. Opening the link shows a button and changes nothing: scanners open links too.
 * The button posts, and so does a mail program at one click (RFC 8058). The link itself is the proof.
 */
import { type Context, readUnsubscribing, unsubscribe } from '@twinlens/visual-tests';
import type { FastifyInstance } from 'fastify';
import { escapeHtml, sendPlainPage } from '../../sign-in/plain-page.ts';

const title = 'Mail of Twinlens';

const wrong = `<h1>This link does not work</h1>
<p>It is not complete: open it from the mail, or change what you are told in the settings.</p>`;

const tokenOf = (query: unknown): string => {
  const { token } = Object(query) as { token?: unknown };
  return typeof token === 'string' ? token : '';
};

export function addUnsubscribePage(app: FastifyInstance, { ctx }: { ctx: Context }): void {
  app.register(async (scope) => {
    // What is in it says nothing that the address does not.
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 4096 },
      (_request, _body, done) => done(null, {}),
    );

    scope.get('/mail/unsubscribe', async (request, reply) => {
      const token = tokenOf(request.query);
      const wanted = readUnsubscribing(ctx, token);
      if (wanted === null) return sendPlainPage(reply, 400, { title, content: wrong });
      const content = `<h1>No mail like this any more?</h1>
<p>${escapeHtml(wanted.address)} gets nothing more of this kind.</p>
<form method="post" action="/mail/unsubscribe?token=${escapeHtml(encodeURIComponent(token))}">
<button>No mail like this</button>
</form>`;
      return sendPlainPage(reply, 200, { title, content });
    });

    scope.post('/mail/unsubscribe', async (request, reply) => {
      const token = tokenOf(request.query);
      if (readUnsubscribing(ctx, token) === null) {
        return sendPlainPage(reply, 400, { title, content: wrong });
      }
      await unsubscribe({ ctx, input: { token } });
      const content = `<h1>No mail like this any more</h1>
<p>People of the account can change that again in their inbox.</p>`;
      return sendPlainPage(reply, 200, { title, content });
    });
  });
}
