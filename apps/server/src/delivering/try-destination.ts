import type { DestinationKind, DestinationSettings } from '@twinlens/contract';
import { channelOf } from './channels.ts';
import { NoAnswer } from './post.ts';
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
): Promise<{ works: boolean; says: string }> {
  const channel = channelOf(to.kind);
  const request = channel.probe(to);
  try {
    return channel.explain(await send(request, options), to, now());
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const { host } = new URL(request.url);
    return { works: false, says: `${host} did not answer: ${error.message}.` };
  }
}
