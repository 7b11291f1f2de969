/**
 * https://learn.microsoft.com/azure/devops/service-hooks/events (git.pullrequest.*). They are not signed:
 * the secret is the password of Basic authentication.
 */
import { check } from '@twinlens/contract';
import { Type } from 'typebox';
import { type Hook, headerOf, isSame } from './hook.ts';

const Body = Type.Object({
  /** Of the event. */
  createdDate: Type.Optional(Type.String()),
  resource: Type.Object({
    pullRequestId: Type.Integer(),
    status: Type.Enum(['active', 'abandoned', 'completed', 'notSet']),
    targetRefName: Type.String(),
    repository: Type.Object({ remoteUrl: Type.String() }),
  }),
});

function passwordOf(authorization: string): string {
  const decoded = Buffer.from(authorization.replace(/^Basic /i, ''), 'base64').toString();
  return decoded.slice(decoded.indexOf(':') + 1);
}

export const azure: Hook = {
  isSigned: (secret, headers) => isSame(passwordOf(headerOf(headers, 'authorization')), secret),
  read(body) {
    const checked = check(Body, body);
    if (!checked.ok) return null;
    const { createdDate, resource } = checked.value;
    // Whoever clones it may be named in its address.
    const remote = resource.repository.remoteUrl.replace(/^(https?:\/\/)[^/@]+@/, '$1');
    return {
      address: `${remote}/pullrequest/${resource.pullRequestId}`,
      isOpen: resource.status === 'active',
      base: resource.targetRefName.replace(/^refs\/heads\//, ''),
      changedAt: createdDate === undefined ? null : new Date(createdDate),
    };
  },
};
