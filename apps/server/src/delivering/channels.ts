import type { DestinationKind } from '@twinlens/contract';
import { azure } from './azure.ts';
import { bitbucket } from './bitbucket.ts';
import { bitbucketServer } from './bitbucket-server.ts';
import type { Channel } from './channel.ts';
import { discord } from './chat/discord.ts';
import { slack } from './chat/slack.ts';
import { teams } from './chat/teams.ts';
import { gitea } from './gitea.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { mail } from './mail/mail.ts';
import { webhook } from './webhook.ts';

const channels: { [Kind in DestinationKind]: Channel<Kind> } = {
  webhook,
  github,
  gitlab,
  bitbucket,
  'bitbucket-server': bitbucketServer,
  azure,
  gitea,
  slack,
  teams,
  discord,
  mail,
};

/** How a kind of destination is told something. Its settings are of that kind by the contract. */
export const channelOf = <Kind extends DestinationKind>(kind: Kind): Channel<Kind> =>
  channels[kind];
