/** https://docs.gitea.com/usage/webhooks; Forgejo sends the same header. */
import { readLikeGithub } from './github.ts';
import { type Hook, hasHmac } from './hook.ts';

export const gitea: Hook = { isSigned: hasHmac('x-gitea-signature', ''), read: readLikeGithub };
