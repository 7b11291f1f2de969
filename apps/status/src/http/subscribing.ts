/** Forms of readers: to be told, to confirm it, and to leave. They work without scripts. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { type Html, html } from '../site/html.ts';
import { layout } from '../site/layout.ts';
import type { PageKey, Purpose } from '../subscription/page-key.ts';
import { subscriberKinds } from '../subscription/rules.ts';
import { confirm, subscribe, unsubscribe } from '../subscription/subscribe.ts';
import { readForm } from './body.ts';
import { sendPage } from './send-page.ts';

const path = /^\/subscriptions(?:\/(confirm|unsubscribe)\/([0-9A-Za-z._-]{1,200}))?$/;

/**
 * Answers a form of readers.
 * @returns whether the path is one of them
 * @throws TwinlensError
 */
export async function answerSubscribing(
  ctx: Context,
  key: PageKey,
  url: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const matched = path.exec(url);
  if (matched === null || ctx.settings.subscriptions.length === 0) return false;
  const [, purpose, token = ''] = matched;
  const send = (title: string, up: string, body: Html) =>
    sendPage(response, layout(ctx, { title, up, body }));
  if (purpose === undefined) {
    if (request.method !== 'POST') return false;
    askFor(ctx, await readForm(request));
    send(
      'Nearly done',
      '',
      html`<h1>Nearly done</h1><p>If everything is right, a message is on its way there. Nothing else is sent before its link has been followed.</p>`,
    );
    return true;
  }
  const isConfirming = purpose === 'confirm';
  const subscriber = key.read(isConfirming ? 'confirm' : 'unsubscribe', token);
  if (subscriber === null) {
    throw new TwinlensError('not_found', 'this link is not complete: copy all of it');
  }
  // Programs that look at links in mails only read: it takes a button.
  if (request.method === 'GET' || request.method === 'HEAD') {
    send(...question(isConfirming ? 'confirm' : 'unsubscribe'));
    return true;
  }
  if (request.method !== 'POST') return false;
  if (isConfirming) confirm({ ctx, input: { subscriber } });
  else unsubscribe({ ctx, input: { subscriber } });
  send(
    'Done',
    '../../',
    isConfirming
      ? html`<h1>Done</h1><p>You will hear of it when something happens.</p>`
      : html`<h1>Done</h1><p>Nothing more is sent, and the address is forgotten.</p>`,
  );
  return true;
}

function askFor(ctx: Context, form: URLSearchParams): void {
  const filled = subscriberKinds.filter((kind) => (form.get(kind) ?? '') !== '');
  const [kind = 'mail', ...more] = filled;
  if (more.length > 0) {
    throw new TwinlensError('invalid_request', `fill in one of: ${filled.join(', ')}`);
  }
  if (!ctx.settings.subscriptions.includes(kind)) {
    throw new TwinlensError('invalid_request', `nothing is sent by ${kind} from here`);
  }
  const address = form.get(kind) ?? '';
  subscribe({ ctx, input: { kind, address, components: form.getAll('component') } });
}

const question = (purpose: Purpose): [string, string, Html] => {
  const [title, words] =
    purpose === 'confirm'
      ? ['Confirm', 'Yes, send me news of incidents']
      : ['Unsubscribe', 'Send me nothing more'];
  return [
    title,
    '../../',
    html`<h1>${title}</h1><form method="post"><button>${words}</button></form>`,
  ];
};
