/**
 * The one-time sign-in link. Opening it shows a button and uses nothing up: chat programs and mail
 * scanners open links too, some of them running the page's scripts. Pressing the button posts the
 * token. A program does the same with plain fetch and takes the cookie from the answer (303):
 *
 *   fetch(`${origin}/sign-in/link`, {
 *     method: 'POST', body: new URLSearchParams({ token }), redirect: 'manual',
 *   })
 */
import { type Context, consumeSignInLink, hasPassword } from '@twinlens/visual-tests';
import type { FastifyInstance } from 'fastify';
import { acceptFormFields } from '../http/form-fields.ts';
import type { Auth } from './auth.ts';
import { headersOf, sendCookies } from './headers.ts';
import { sendPlainPage } from './plain-page.ts';
import { refuseOtherOrigins } from './same-origin.ts';

const tokenPattern = /^[\w-]{43}$/;

const title = 'Sign in to Twinlens';

const button = (token: string) => `<h1>${title}</h1>
<p>This link signs you in once.</p>
<form method="post" action="/sign-in/link">
<input type="hidden" name="token" value="${token}">
<button autofocus>Sign in</button>
</form>`;

const spent = `<h1>This link does not work any more</h1>
<p>It was used already, is more than a day old, or is not complete.
Start Twinlens again to be given a new one, or <a href="/sign-in">sign in with your password</a>.</p>`;

export function addSignInLink(
  app: FastifyInstance,
  { ctx, auth }: { ctx: Context; auth: Auth },
): void {
  app.register(async (scope) => {
    acceptFormFields(scope, 4096);

    scope.get('/sign-in/link', async (request, reply) => {
      const { token } = request.query as { token?: unknown };
      return typeof token === 'string' && tokenPattern.test(token)
        ? sendPlainPage(reply, 200, { title, content: button(token) })
        : sendPlainPage(reply, 400, { title, content: spent });
    });

    scope.post('/sign-in/link', async (request, reply) => {
      refuseOtherOrigins(request, ctx.origin);
      const { token } = (request.body ?? {}) as { token?: unknown };
      if (typeof token !== 'string') return sendPlainPage(reply, 400, { title, content: spent });
      const link = await consumeSignInLink({ ctx, input: { token } });
      if (link === null) return sendPlainPage(reply, 401, { title, content: spent });
      const { headers } = await auth.api.startSession({
        body: link,
        headers: headersOf(request),
        returnHeaders: true,
      });
      sendCookies(reply, headers);
      return reply.redirect((await hasPassword({ ctx, input: link })) ? '/' : '/welcome', 303);
    });
  });
}
