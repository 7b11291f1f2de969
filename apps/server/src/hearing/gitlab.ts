/** https://docs.gitlab.com/user/project/integrations/webhook_events/#merge-request-events */
import { check } from '@twinlens/contract';
import { Type } from 'typebox';
import { type Hook, headerOf, isSame } from './hook.ts';

const Body = Type.Object({
  object_kind: Type.Literal('merge_request'),
  object_attributes: Type.Object({
    url: Type.String(),
    state: Type.Enum(['opened', 'closed', 'locked', 'merged']),
    target_branch: Type.String(),
    updated_at: Type.Optional(Type.String()),
  }),
});

/** GitLab writes `2026-01-02 03:04:05 UTC`, or as ISO 8601 has it. */
const readTime = (text: string) => new Date(text.replace(/^(\S+) (\S+) UTC$/, '$1T$2Z'));

export const gitlab: Hook = {
  isSigned: (secret, headers) => isSame(headerOf(headers, 'x-gitlab-token'), secret),
  read(body) {
    const checked = check(Body, body);
    if (!checked.ok) return null;
    const {
      url,
      state,
      target_branch: base,
      updated_at: changed,
    } = checked.value.object_attributes;
    return {
      address: url,
      isOpen: state === 'opened' || state === 'locked',
      base,
      changedAt: changed === undefined ? null : readTime(changed),
    };
  },
};
