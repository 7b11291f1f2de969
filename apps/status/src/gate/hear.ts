/** Asks the server what waits, while it answers; notes since when it does not. */
import {
  type ClientOptions,
  call,
  type Operations,
  operations,
  type ResponseOf,
  TwinlensError,
} from '@twinlens/contract';
import { Type } from 'typebox';
import type { Context } from '../context.ts';
import type { SealKey } from './sealed.ts';

/** A server that takes longer is not there for anybody. Milliseconds. */
const deadlineMs = 10_000;

/**
 * @returns whether the server answered
 * @throws TwinlensError where it is there and refuses to: a wrong token must not pass for an outage
 */
export async function hear({
  ctx,
  input,
}: {
  ctx: Context;
  input: { client: ClientOptions; key: SealKey };
}): Promise<boolean> {
  const now = () => ctx.now().getTime();
  try {
    const answer = await call(input.client, operations.listWaitingCommits, {
      query: { key: input.key.publicKey },
      signal: AbortSignal.timeout(deadlineMs),
    });
    if (answer === undefined) throw new Error('nothing was answered');
    keep(ctx, answer, now());
    return true;
  } catch (error) {
    if (isRefusal(error)) throw error;
    ctx.store.run('update service set silent_since = coalesce(silent_since, :now)', { now: now() });
    return false;
  }
}

/** A server that refuses us is there, and speaks for itself. A gateway that finds nobody is not it. */
const isRefusal = (error: unknown): boolean =>
  error instanceof TwinlensError &&
  ['unauthenticated', 'forbidden', 'invalid_request', 'rate_limited'].includes(error.code);

function keep(
  { store }: Context,
  { commits, forges }: ResponseOf<Operations['listWaitingCommits']>,
  now: number,
): void {
  store.transaction(() => {
    store.run('update service set heard_at = :now, silent_since = null', { now });
    store.run('delete from waiting_commit');
    for (const { type = 'status', projects, rules, pullRequest, ...commit } of commits) {
      store.run(
        `insert into waiting_commit (destination, delivery, type, sha, context, pull_request,
           account, projects, rules)
         values (:destination, :delivery, :type, :sha, :context, :pullRequest, :account, :projects,
           :rules)`,
        {
          ...commit,
          type,
          pullRequest: pullRequest ?? null,
          projects: JSON.stringify(projects),
          rules: JSON.stringify(rules),
        },
      );
    }
    for (const { destination, kind, url, repository, sealedHeaders, expiresAt } of forges) {
      store.run(
        `insert into forge_access (destination, kind, url, repository, sealed_headers, expires_at)
         values (:destination, :kind, :url, :repository, :sealedHeaders, :expiresAt)
         on conflict (destination) do update set kind = excluded.kind, url = excluded.url,
           repository = excluded.repository, sealed_headers = excluded.sealed_headers,
           expires_at = excluded.expires_at`,
        {
          ...{ destination, kind, url, repository, sealedHeaders },
          expiresAt: expiresAt === null ? null : Date.parse(expiresAt),
        },
      );
    }
    // Access that nothing needs is not kept.
    store.run(
      `delete from forge_access where destination not in (select destination from waiting_commit)`,
    );
  });
}

/** Since when the server has not answered; null where it has. Milliseconds since 1970. */
export const silentSince = ({ store }: Context): number | null =>
  store.first(
    Type.Object({ at: Type.Union([Type.Integer(), Type.Null()]) }),
    'select silent_since as at from service',
  )?.at ?? null;
