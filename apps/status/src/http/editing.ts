/** The page on which operators write a postmortem. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { draftPostmortem } from '../incident/draft-postmortem.ts';
import { readIncident } from '../incident/read.ts';
import { writePostmortem } from '../incident/write.ts';
import { postmortemPage } from '../site/postmortem-page.ts';
import { readForm } from './body.ts';
import { sendPage } from './send-page.ts';
import { mustBeOperator } from './write-token.ts';

const path = /^\/incidents\/([0-9A-Za-z_-]{1,40})\/postmortem$/;

/**
 * Answers the page, its preview, and what it publishes.
 * @returns whether the path is one of it
 * @throws TwinlensError
 */
export async function answerEditing(
  ctx: Context,
  writeToken: string | null,
  url: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const id = path.exec(url)?.[1];
  const isAsking = request.method === 'GET' || request.method === 'HEAD';
  if (id === undefined || !(isAsking || request.method === 'POST')) return false;
  const incident = readIncident(ctx, id);
  const send = (page: Parameters<typeof postmortemPage>[2]) =>
    sendPage(response, postmortemPage(ctx, incident, page));
  if (isAsking) {
    const written = incident.updates.find(({ state }) => state === 'postmortem')?.body;
    send({ body: written ?? draftPostmortem(ctx, incident), token: '', shown: false });
    return true;
  }
  const form = await readForm(request);
  const [body, token] = [form.get('body') ?? '', form.get('token') ?? ''];
  // Also for a preview: nobody else's words are shown under our name.
  mustBeOperator(token, writeToken);
  if (form.get('do') !== 'publish') {
    send({ body, token, shown: true });
    return true;
  }
  if (body.trim() === '') throw new TwinlensError('invalid_request', 'the text is empty');
  writePostmortem({ ctx, input: { incident: id, body } });
  response.writeHead(303, { location: './' }).end();
  return true;
}
