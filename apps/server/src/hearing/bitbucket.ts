/** https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/ */
import { check } from '@twinlens/contract';
import { Type } from 'typebox';
import { type Hook, hasHmac } from './hook.ts';

const Body = Type.Object({
  pullrequest: Type.Object({
    state: Type.Enum(['OPEN', 'MERGED', 'DECLINED', 'SUPERSEDED']),
    destination: Type.Object({ branch: Type.Object({ name: Type.String() }) }),
    links: Type.Object({ html: Type.Object({ href: Type.String() }) }),
    updated_on: Type.Optional(Type.String()),
  }),
});

export const bitbucket: Hook = {
  isSigned: hasHmac('x-hub-signature', 'sha256='),
  read(body) {
    const checked = check(Body, body);
    if (!checked.ok) return null;
    const { state, destination, links, updated_on: changed } = checked.value.pullrequest;
    return {
      address: links.html.href,
      isOpen: state === 'OPEN',
      base: destination.branch.name,
      changedAt: changed === undefined ? null : new Date(changed),
    };
  },
};
