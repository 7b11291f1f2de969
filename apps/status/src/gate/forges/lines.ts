import type { ForgeKind, lineTypes } from '@twinlens/contract';
import { azure } from './azure.ts';
import { bitbucket, bitbucketServer } from './bitbucket.ts';
import type { Lines } from './forge.ts';
import { gitea, github } from './github.ts';
import { githubChecks } from './github-checks.ts';
import { gitlab } from './gitlab.ts';

const statusesOf: Record<ForgeKind, Lines> = {
  github,
  gitlab,
  bitbucket,
  'bitbucket-server': bitbucketServer,
  azure,
  gitea,
};

/** How the commits of each kind of forge are told something. */
export const linesOf = ({
  kind,
  type,
}: {
  kind: ForgeKind;
  type: (typeof lineTypes)[number];
}): Lines => (type === 'check' ? githubChecks : statusesOf[kind]);
