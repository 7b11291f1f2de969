import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { type ForgeKind, TwinlensError } from '@twinlens/contract';
import {
  type Context,
  notePullRequest,
  noteQueuedCommit,
  openHook,
  parsePullRequest,
  parseRepository,
} from '@twinlens/visual-tests';
import { azure } from './azure.ts';
import { bitbucket } from './bitbucket.ts';
import { bitbucketServer } from './bitbucket-server.ts';
import { gitea } from './gitea.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import type { Hook } from './hook.ts';

/** More than any event about a pull request. Bytes. */
const longest = 5 * 1024 * 1024;

const hooks: Record<ForgeKind, Hook> = {
  github,
  gitlab,
  bitbucket,
  'bitbucket-server': bitbucketServer,
  azure,
  gitea,
};

/**
 * Keeps what a forge says of a pull request of its repository, or of its merge queue. What is about
 * anything else is of no interest, and no mistake.
 *
 * @throws TwinlensError `unauthenticated` without the secret of the hook, also where there is none;
 *   `too_large`; `invalid_request` for what is no JSON
 */
export async function hear(
  ctx: Context,
  destination: number,
  headers: IncomingHttpHeaders,
  body: Readable | null | undefined,
): Promise<void> {
  const open = await openHook({ ctx, input: { id: destination } });
  const bytes = await readAll(body ?? Readable.from([]));
  if (open === null || !hooks[open.kind].isSigned(open.secret, headers, bytes)) {
    throw new TwinlensError(
      'unauthenticated',
      'this was not signed with the secret of the hook: an administrator finds it with the destination',
    );
  }
  const hook = hooks[open.kind];
  const { accountId, repository } = open;
  const said = parse(bytes);
  const queued = hook.readQueue?.(said);
  if (queued && parseRepository(queued.address) === repository) {
    const { number, sha, isQueued } = queued;
    return noteQueuedCommit({ ctx, input: { accountId, repository, number, sha, isQueued } });
  }
  const heard = hook.read(said);
  const name = heard && parsePullRequest(heard.address);
  if (heard === null || name?.repository !== repository) return;
  const changedAt = heard.changedAt ?? ctx.now();
  if (Number.isNaN(changedAt.getTime()) || heard.base.length > 1000) return;
  const { isOpen, base } = heard;
  await notePullRequest({ ctx, input: { accountId, ...name, isOpen, base, changedAt } });
}

async function readAll(body: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  // What is left of too long a body is read away after the answer, which could not be sent otherwise.
  for await (const part of body.iterator({ destroyOnReturn: false })) {
    length += part.length;
    if (length > longest) throw new TwinlensError('too_large', `more than ${longest} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Forges also send what is JSON in a form, when they are set up so: that is refused with a word. */
function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new TwinlensError('invalid_request', 'this is no JSON: choose application/json as type');
  }
}
