/** https://docs.github.com/webhooks/webhook-events-and-payloads#pull_request; Gitea says it alike. */
import { check } from '@twinlens/contract';
import { Type } from 'typebox';
import { type Hook, hasHmac } from './hook.ts';

const Body = Type.Object({
  pull_request: Type.Object({
    html_url: Type.String(),
    state: Type.Enum(['open', 'closed']),
    base: Type.Object({ ref: Type.String() }),
    updated_at: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  }),
});

/** Reviews and comments name the pull request as well, as it stands. */
export const readLikeGithub: Hook['read'] = (body) => {
  const checked = check(Body, body);
  if (!checked.ok) return null;
  const { html_url: address, state, base, updated_at: changed } = checked.value.pull_request;
  return {
    address,
    isOpen: state === 'open',
    base: base.ref,
    changedAt: changed ? new Date(changed) : null,
  };
};

export const github: Hook = {
  isSigned: hasHmac('x-hub-signature-256', 'sha256='),
  read: readLikeGithub,
};
