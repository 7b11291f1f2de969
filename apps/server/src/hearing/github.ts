/** https://docs.github.com/webhooks/webhook-events-and-payloads#pull_request; Gitea says it alike. */
import { check } from '@twinlens/contract';
import { Type } from 'typebox';
import { type HeardQueue, type Hook, hasHmac } from './hook.ts';

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

const Group = Type.Object({
  action: Type.Enum(['checks_requested', 'destroyed']),
  merge_group: Type.Object({
    head_sha: Type.String({ pattern: '^([0-9a-f]{40}|[0-9a-f]{64})$' }),
    head_ref: Type.String(),
  }),
  repository: Type.Object({ html_url: Type.String() }),
});

/** https://docs.github.com/webhooks/webhook-events-and-payloads#merge_group */
function readQueue(body: unknown): HeardQueue | null {
  const checked = check(Group, body);
  if (!checked.ok) return null;
  const { action, merge_group: group, repository } = checked.value;
  // A group may have several; it is named after its last.
  const [, number] =
    /\/gh-readonly-queue\/.+\/pr-([1-9]\d{0,8})-[0-9a-f]+$/.exec(group.head_ref) ?? [];
  if (number === undefined) return null;
  return {
    address: repository.html_url,
    number: Number(number),
    sha: group.head_sha,
    isQueued: action === 'checks_requested',
  };
}

export const github: Hook = {
  isSigned: hasHmac('x-hub-signature-256', 'sha256='),
  read: readLikeGithub,
  readQueue,
};
