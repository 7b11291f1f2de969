/**
 * Where the command line of the happo clients sends a person who has no API key. It listens on this
 * person's own machine; the page shows it in a hidden frame, waits until it answers, and hands it a
 * short-lived key once the person has pressed the button.
 */
import { type Context, getMe, type Me } from '@twinlens/visual-tests';
import type { FastifyInstance } from 'fastify';
import type { Auth } from './auth.ts';
import { headersOf } from './headers.ts';
import { handKeyOver } from './in-page/hand-key-over.ts';
import { escapeHtml, sendPlainPage } from './plain-page.ts';

const title = 'Authenticate the command line';

const script = `(${handKeyOver})()`;

const refusal = `<h1>This address is not one of a command line</h1>
<p>A key is only handed to a program on your own machine: <code>callbackUrl</code> must begin with
<code>http://localhost:</code> or <code>http://127.0.0.1:</code> and a port.
Start the command again and open the address that it prints.</p>`;

const noAccount = `<h1>You are in no account</h1>
<p>An administrator has to invite you before your command line can use this server.</p>`;

/** The address of a command line on the person's own machine; null for any other. */
function parseCallback(text: unknown): URL | null {
  if (typeof text !== 'string' || !URL.canParse(text)) return null;
  const url = new URL(text);
  const isOwnMachine = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  const isPlain = url.protocol === 'http:' && url.username === '' && url.password === '';
  return isOwnMachine && isPlain && url.port !== '' ? url : null;
}

function accountChoice(accounts: Me['accounts']): string {
  if (accounts.length === 1)
    return `<input type="hidden" name="account" value="${accounts[0]?.id}">`;
  const options = accounts.map(
    ({ id, name }) => `<option value="${id}">${escapeHtml(name)}</option>`,
  );
  return `<label>Account <select name="account">${options.join('')}</select></label>`;
}

function pageFor({ user, accounts }: Me, callback: URL): string {
  const address = escapeHtml(callback.host);
  return `<div data-callback="${escapeHtml(callback.href)}" role="status">
<section id="wait">
<h1>Looking for the command line</h1>
<p>It should answer at ${address}.</p>
<noscript><p>This page needs JavaScript.</p></noscript>
</section>
<section id="auth" hidden>
<h1>${title}?</h1>
<p>The happo command line on this machine (${address}) wants to act for you, ${escapeHtml(user.name)},
for the next 12 hours. Only go on if you have just started it.</p>
<form>
${accountChoice(accounts)}
<button>Authenticate</button>
</form>
</section>
<section id="done" hidden>
<h1>The command line is authenticated</h1>
<p>It goes on by itself. You can close this page.</p>
</section>
<section id="silent" hidden>
<h1>The command line does not answer</h1>
<p>Nothing answered at ${address}. It may have been stopped, it may run on another machine than this
browser, or the browser may keep pages from reaching this machine. Start the command again, and open
the new address that it prints.</p>
</section>
</div>
<p role="alert"></p>
<iframe hidden title="The command line" sandbox="allow-scripts allow-same-origin"></iframe>`;
}

export function addCommandLinePage(
  app: FastifyInstance,
  { ctx, auth }: { ctx: Context; auth: Auth },
): void {
  app.get('/cli/auth', async (request, reply) => {
    const callback = parseCallback((request.query as { callbackUrl?: unknown }).callbackUrl);
    if (callback === null) return sendPlainPage(reply, 400, { title, content: refusal });
    const session = await auth.api.getSession({ headers: headersOf(request) });
    if (session === null) {
      return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 303);
    }
    const me = await getMe({ ctx, input: { userId: session.user.id } });
    if (me.accounts.length === 0) return sendPlainPage(reply, 403, { title, content: noAccount });
    const content = pageFor(me, callback);
    return sendPlainPage(reply, 200, { title, content, script, frameOrigin: callback.origin });
  });
}
