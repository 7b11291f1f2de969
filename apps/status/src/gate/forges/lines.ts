import type { ForgeKind } from '@twinlens/contract';
import { azure } from './azure.ts';
import { bitbucket, bitbucketServer } from './bitbucket.ts';
import type { Lines } from './forge.ts';
import { gitea, github } from './github.ts';
import { gitlab } from './gitlab.ts';

/** How the commits of each kind of forge are told something. */
export const linesOf: Record<ForgeKind, Lines> = {
  github,
  gitlab,
  bitbucket,
  'bitbucket-server': bitbucketServer,
  azure,
  gitea,
};
