/** Keeps listening to the server, and speaks for it while it is gone. */
import type { ClientOptions } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { hear } from './hear.ts';
import type { SealKey } from './sealed.ts';
import { settle } from './settle.ts';
import { standIn } from './stand-in.ts';

/** How often. Milliseconds. */
export const gateMs = 2_000;

export interface GateAccess {
  client: ClientOptions;
  key: SealKey;
}

/** One round: what waits is heard, or spoken for. */
export async function keepGate({ ctx, input }: { ctx: Context; input: GateAccess }): Promise<void> {
  if (await hear({ ctx, input })) await settle({ ctx, input });
  else await standIn({ ctx, input });
}
