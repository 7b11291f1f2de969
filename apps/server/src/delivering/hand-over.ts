/** What is handed to the status program, so that it can speak for this server while it is gone. */
import { type ForgeKind, type SettingsOf, TwinlensError } from '@twinlens/contract';
import { Declined, type LinesAccess } from './channel.ts';
import { channelOf } from './channels.ts';
import { askWithin } from './deliver.ts';
import { NoAnswer } from './post.ts';
import type { SendOptions } from './send.ts';

/**
 * Whoever asks takes a server that does not answer within ten seconds for gone: a forge in trouble must not
 * look like that. Milliseconds.
 */
const answerMs = 3_000;

export interface HandedOver extends LinesAccess {
  nameOfLine(context: string): string;
}

/** @returns null where a forge gives nothing that could be handed over, or does not answer */
export async function handOver(
  to: { accountId: number; kind: ForgeKind; settings: SettingsOf[ForgeKind]; secret: string },
  now: Date,
  options: Omit<SendOptions, 'timeoutMs'>,
): Promise<HandedOver | null> {
  const channel = channelOf(to.kind);
  try {
    const access = await channel.access?.(to, askWithin({ ...options, timeoutMs: answerMs }), now);
    if (access === undefined) return null;
    return { ...access, nameOfLine: channel.nameOfLine ?? ((context) => context) };
  } catch (error) {
    if (error instanceof Declined || error instanceof NoAnswer) return null;
    if (error instanceof TwinlensError) return null;
    throw error;
  }
}
