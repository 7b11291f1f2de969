/** The step at which a program sends a person here to be asked. */
import { AssistantRequest, check, TwinlensError } from '@twinlens/contract';
import { type Context, findAssistantClient } from '@twinlens/visual-tests';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { escapeHtml, sendPlainPage } from '../sign-in/plain-page.ts';
import { paths, resourceOf } from './addresses.ts';

const Asker = Type.Pick(AssistantRequest, ['client_id', 'redirect_uri']);

const title = 'Connect an assistant';

/** Shown, not sent anywhere: nobody knows yet whom the address belongs to. */
const refusal = (problem: string) => `<h1>This program cannot be connected</h1>
<p>${escapeHtml(problem)}.</p>
<p>Remove the connection in the program and make it again.</p>`;

/**
 * The address that brings an answer to the program.
 *
 * @param answer parameters to be added; RFC 9207 says from whom they are
 */
export function answerAddress(
  origin: string,
  { redirect_uri, state }: { redirect_uri: string; state?: unknown },
  answer: Record<string, string>,
): string {
  const address = new URL(redirect_uri);
  for (const [name, value] of Object.entries(answer)) address.searchParams.set(name, value);
  if (typeof state === 'string') address.searchParams.set('state', state);
  address.searchParams.set('iss', origin);
  return address.href;
}

/** Whether a token for this is wanted, where a program says for what. */
export const isOurResource = (origin: string, resource: string | undefined) =>
  resource === undefined || resource === resourceOf(origin);

export function addAuthorize(app: FastifyInstance, { ctx }: { ctx: Context }): void {
  const { origin } = ctx;
  app.get(paths.authorize, async (request, reply) => {
    const asker = check(Asker, request.query);
    if (!asker.ok) {
      return sendPlainPage(reply, 400, { title, content: refusal(asker.problem) });
    }
    const { client_id: clientId, redirect_uri: redirectUri } = asker.value;
    try {
      await findAssistantClient({ ctx, input: { clientId, redirectUri } });
    } catch (error) {
      if (!(error instanceof TwinlensError) || error.status >= 500) throw error;
      return sendPlainPage(reply, 400, { title, content: refusal(error.message) });
    }
    // From here on the program can be told itself.
    const asked = check(AssistantRequest, request.query);
    const refuse = (error: string, error_description: string) => {
      const { state } = request.query as { state?: unknown };
      const back = { redirect_uri: redirectUri, state };
      return reply.redirect(answerAddress(origin, back, { error, error_description }), 303);
    };
    if (!asked.ok) return refuse('invalid_request', asked.problem);
    if (!isOurResource(origin, asked.value.resource)) {
      return refuse('invalid_target', `tokens are for ${resourceOf(origin)}`);
    }
    const known = Object.keys(AssistantRequest.properties);
    const fields = Object.entries(asked.value).filter(([name]) => known.includes(name));
    return reply.redirect(`${paths.consent}?${new URLSearchParams(fields)}`, 303);
  });
}
