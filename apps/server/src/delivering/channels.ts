import type { DestinationKind, DestinationSettings } from '@twinlens/contract';
import type { Channel } from './channel.ts';
import { discord } from './chat/discord.ts';
import { slack } from './chat/slack.ts';
import { teams } from './chat/teams.ts';
import { github } from './github.ts';
import { mail } from './mail/mail.ts';
import { webhook } from './webhook.ts';

const channels = { webhook, github, slack, teams, discord, mail };

/** How a kind of destination is told something. Its settings are of that kind by the contract. */
export const channelOf = (kind: DestinationKind) =>
  channels[kind] as unknown as Channel<DestinationSettings>;
