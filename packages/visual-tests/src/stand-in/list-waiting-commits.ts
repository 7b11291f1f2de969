import type {
  CommitStatus,
  ForgeAccess,
  GithubSettings,
  Operations,
  ResponseOf,
  WaitingCommit,
} from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { statusContext } from '../delivery/status-of-job.ts';
import { ownerOf } from '../destination/manage.ts';
import { unseal } from '../secret/seal.ts';
import { sealFor } from './seal-for.ts';

interface WaitingInput {
  /** A public X25519 key, in base64url. */
  key: string;
}

/**
 * Lines on commits whose last word is "pending", with sealed access to the forges they are at. This is
 * all that somebody needs who has to speak for a server that is gone. The private key of a GitHub App is
 * not handed out: it can do more than write statuses.
 *
 * @throws TwinlensError `invalid_request` where the key is none
 */
export async function listWaitingCommits({
  ctx,
  input,
}: {
  ctx: Context;
  input: WaitingInput;
}): Promise<ResponseOf<Operations['listWaitingCommits']>> {
  const { rows } = await sql<{
    delivery: number;
    destination: number;
    account: number;
    content: CommitStatus;
    settings: GithubSettings;
    sealed: Uint8Array;
  }>`
    select d.id as delivery, d.content, t.id as destination, t.account_id as account, t.settings,
      t.sealed_secret as sealed
    from delivery d
    join destination t on t.id = d.destination_id
    where t.kind = 'github' and t.settings->'app' is null and d.content->>'type' = 'status' and d.content->>'state' = 'pending'
      and d.state in ('waiting', 'delivered')
      and not exists (select from delivery newer where newer.destination_id = d.destination_id
        and newer.subject = d.subject and newer.id > d.id)
    order by d.id`.execute(ctx.db);
  const commits = await Promise.all(
    rows.map(async ({ delivery, destination, account, content }): Promise<WaitingCommit> => {
      const { sha, context } = content;
      const projects = await projectsOf(ctx, account, sha, context);
      return { destination, delivery, sha, context, account, projects };
    }),
  );
  const forges = new Map<number, ForgeAccess>();
  for (const { destination, settings, sealed } of rows) {
    if (forges.has(destination)) continue;
    const token = unseal(ctx.installationKey, ownerOf(destination), sealed);
    const { api, repository } = settings;
    const sealedToken = sealFor(input.key, token);
    forges.set(destination, { destination, kind: 'github', api, repository, sealedToken });
  }
  return { commits, forges: [...forges.values()] };
}

/** Names of the projects a line of a commit speaks of. */
async function projectsOf(
  ctx: Context,
  account: number,
  sha: string,
  context: string,
): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('job_project as jp')
    .innerJoin('job', 'job.id', 'jp.job_id')
    .innerJoin('project', 'project.id', 'jp.project_id')
    .select(['project.name', 'job.orchestrated'])
    .distinct()
    .where('job.account_id', '=', account)
    .where('job.sha2', '=', sha)
    .orderBy('project.name')
    .execute();
  return rows
    .filter(({ name, orchestrated }) => statusContext(orchestrated ? null : name) === context)
    .map(({ name }) => name);
}
