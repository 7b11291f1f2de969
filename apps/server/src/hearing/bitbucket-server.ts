/** https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html */
import { check } from '@twinlens/contract';
import { Type } from 'typebox';
import { type Hook, hasHmac } from './hook.ts';

const Body = Type.Object({
  pullRequest: Type.Object({
    state: Type.Enum(['OPEN', 'MERGED', 'DECLINED']),
    toRef: Type.Object({ displayId: Type.String() }),
    links: Type.Object({ self: Type.Array(Type.Object({ href: Type.String() }), { minItems: 1 }) }),
    /** Milliseconds since 1970. */
    updatedDate: Type.Optional(Type.Number()),
  }),
});

export const bitbucketServer: Hook = {
  isSigned: hasHmac('x-hub-signature', 'sha256='),
  read(body) {
    const checked = check(Body, body);
    if (!checked.ok) return null;
    const { state, toRef, links, updatedDate } = checked.value.pullRequest;
    return {
      // What follows the number is a tab of the page.
      address: links.self[0]?.href.replace(/(\/pull-requests\/\d+)\/.*$/, '$1') ?? '',
      isOpen: state === 'OPEN',
      base: toRef.displayId,
      changedAt: updatedDate === undefined ? null : new Date(updatedDate),
    };
  },
};
