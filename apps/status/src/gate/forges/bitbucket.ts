/**
 * Bitbucket Cloud and Data Center: a build has one state under its key, and what it was before is lost
 * (https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses/).
 */
import { check } from '@twinlens/contract';
import { Type } from 'typebox';
import type { LineAtForge } from '../rules.ts';
import { ask, type Line, type Lines, unreadable } from './forge.ts';

const Build = Type.Object({
  state: Type.String(),
  description: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  url: Type.Optional(Type.Union([Type.String(), Type.Null()])),
});

const states: Record<string, LineAtForge['state']> = {
  INPROGRESS: 'pending',
  SUCCESSFUL: 'success',
  FAILED: 'failure',
  STOPPED: 'error',
  CANCELLED: 'error',
};
const words: Record<LineAtForge['state'], string> = {
  pending: 'INPROGRESS',
  success: 'SUCCESSFUL',
  failure: 'FAILED',
  error: 'FAILED',
};

/**
 * @param builds of a commit
 * @param build the one of this name
 */
const linesAt = (builds: (line: Line) => string, build: (line: Line) => string): Lines => ({
  keepsHistory: false,
  rewordsPending: true,
  async read(place, line) {
    const answer = await ask(place, build(line));
    if (answer === null) return [];
    const checked = check(Build, answer);
    const state = checked.ok ? states[checked.value.state] : undefined;
    if (!checked.ok || state === undefined) {
      throw unreadable(place.repository, checked.ok ? checked.value.state : checked.problem);
    }
    const { description = null, url = null } = checked.value;
    return [{ id: 0, state, description, url }];
  },
  async write(place, line, { context, state, description, url }) {
    const body = { key: context, state: words[state], name: context, description, url };
    await ask(place, builds(line), body);
    return 0;
  },
});

const cloudBuilds = ({ sha }: Line) => `/commit/${sha}/statuses/build`;
const serverBuilds = ({ sha }: Line) => `/commits/${sha}/builds`;

export const bitbucket = linesAt(
  cloudBuilds,
  (line) => `${cloudBuilds(line)}/${encodeURIComponent(line.context)}`,
);
export const bitbucketServer = linesAt(
  serverBuilds,
  (line) => `${serverBuilds(line)}?${new URLSearchParams({ key: line.context })}`,
);
