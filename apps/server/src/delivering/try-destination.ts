import { type DestinationKind, type DestinationSettings, TwinlensError } from '@twinlens/contract';
import { type Ask, Declined, type Explained } from './channel.ts';
import { channelOf } from './channels.ts';
import { NotUsable } from './mail/smtp.ts';
import { longestList, NoAnswer } from './post.ts';
import { type SendOptions, send } from './send.ts';

interface Tried {
  accountId: number;
  kind: DestinationKind;
  settings: DestinationSettings;
  secret: string;
}

/** Finds out whether a delivery would be taken, and says exactly what is wrong if not. */
export async function tryDestination(
  to: Tried,
  now: () => Date,
  options: SendOptions,
): Promise<Explained> {
  const channel = channelOf(to.kind);
  let host = '';
  const ask: Ask = (question) => {
    ({ host } = new URL(question.url));
    return send(question, { ...options, longest: longestList });
  };
  try {
    const response = await ask(await channel.probe(to, ask, now()));
    return await channel.explain(response, to, now(), ask);
  } catch (error) {
    if (error instanceof Declined || error instanceof TwinlensError)
      return { works: false, says: error.message };
    if (!(error instanceof NoAnswer)) throw error;
    const who = to.kind === 'mail' ? 'The mail server' : host;
    const words = error instanceof NotUsable ? 'cannot be used' : 'did not answer';
    return { works: false, says: `${who} ${words}: ${error.message}.` };
  }
}
