import type { DestinationKind, DestinationSettings } from '@twinlens/contract';
import type { Channel } from './channel.ts';
import { github } from './github.ts';
import { webhook } from './webhook.ts';

const channels = { webhook, github };

/** How a kind of destination is told something. Its settings are of that kind by the contract. */
export const channelOf = (kind: DestinationKind) =>
  channels[kind] as unknown as Channel<DestinationSettings>;
