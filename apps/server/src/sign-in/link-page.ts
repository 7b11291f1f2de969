/**
 * The one-time sign-in link. Opening it shows a button and uses nothing up: chat programs and mail
 * scanners open links too, some of them running the page's scripts. Pressing the button posts the
 * token. A program does the same with plain fetch and takes the cookie from the answer (303):
 *
 *   fetch(`${origin}/sign-in/link`, {
 *     method: 'POST', body: new URLSearchParams({ token }), redirect: 'manual',
 *   })
 */
import { createHash } from 'node:crypto';
import { type Context, consumeSignInLink, hasPassword } from '@twinlens/visual-tests';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Auth } from './auth.ts';
import { headersOf, sendCookies } from './headers.ts';
import { refuseOtherOrigins } from './same-origin.ts';

const tokenPattern = /^[\w-]{43}$/;

const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
main { max-width: 24rem; padding: 1.5rem; }
h1 { font-size: 1.25rem; margin: 0 0 .5rem; }
p { margin: 0 0 1rem; }
button { font: inherit; font-weight: 600; padding: .5rem 1.25rem; border: 0; border-radius: .375rem;
  color: #fff; background: #0a5fb4; cursor: pointer; }
button:focus-visible { outline: 3px solid #0a5fb4; outline-offset: 2px; }
@media (prefers-color-scheme: dark) {
  button { color: #0b1622; background: #7cb7f5; }
  button:focus-visible { outline-color: #7cb7f5; }
}`;

const styleHash = createHash('sha256').update(style).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

function sendPage(reply: FastifyReply, status: number, content: string): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .send(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in to Twinlens</title>
<style>${style}</style>
<main>
${content}
</main>
</html>
`);
}

const button = (token: string) => `<h1>Sign in to Twinlens</h1>
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
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 4096 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );

    scope.get('/sign-in/link', async (request, reply) => {
      const { token } = request.query as { token?: unknown };
      return typeof token === 'string' && tokenPattern.test(token)
        ? sendPage(reply, 200, button(token))
        : sendPage(reply, 400, spent);
    });

    scope.post('/sign-in/link', async (request, reply) => {
      refuseOtherOrigins(request, ctx.origin);
      const { token } = (request.body ?? {}) as { token?: unknown };
      if (typeof token !== 'string') return sendPage(reply, 400, spent);
      const link = await consumeSignInLink({ ctx, input: { token } });
      if (link === null) return sendPage(reply, 401, spent);
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
