import type {
  CheckRun,
  CommitStatus,
  ForgeAccess,
  ForgeKind,
  Operations,
  ResponseOf,
  SettingsOf,
  WaitingCommit,
} from '@twinlens/contract';
import { forgeKinds } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { statusContext } from '../delivery/status-of-job.ts';
import { ownerOf } from '../destination/manage.ts';
import { ruleOf } from '../outage-rule/manage.ts';
import { unseal } from '../secret/seal.ts';
import { checkKey, sealFor } from './seal-for.ts';

interface Forge {
  accountId: number;
  kind: ForgeKind;
  settings: SettingsOf[ForgeKind];
  secret: string;
}

interface Access {
  url: string;
  headers: Record<string, string>;
  until: Date | null;
  /** What a line is called at the forge. */
  nameOfLine(context: string): string;
}

interface WaitingInput {
  /** A public X25519 key, in base64url. */
  key: string;
  /** What it takes to write statuses there, and as little more as can be; null where nothing is given. */
  accessTo(forge: Forge): Promise<Access | null>;
}

interface Row {
  delivery: number;
  destination: number;
  account: number;
  content: CommitStatus | CheckRun;
  kind: ForgeKind;
  settings: SettingsOf[ForgeKind];
  sealed: Uint8Array;
}

/**
 * Lines on commits whose last word is "pending", with sealed access to the forges they are at. This is
 * all that somebody needs who has to speak for a server that is gone.
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
  checkKey(input.key);
  const { rows } = await sql<Row>`
    select d.id as delivery, d.content, t.id as destination, t.account_id as account, t.kind,
      t.settings, t.sealed_secret as sealed
    from delivery d
    join destination t on t.id = d.destination_id
    where t.kind in (${sql.join([...forgeKinds])})
      and (d.content->>'type' = 'status' and d.content->>'state' = 'pending'
        or d.content->>'type' = 'check' and d.content->>'conclusion' is null)
      and d.state in ('waiting', 'delivered')
      and not exists (select from delivery newer where newer.destination_id = d.destination_id
        and newer.subject = d.subject and newer.id > d.id)
    order by d.id`.execute(ctx.db);
  const known = new Map<number, Promise<Access | null>>();
  for (const row of rows) {
    const { destination } = row;
    if (!known.has(destination)) known.set(destination, input.accessTo(openForge(ctx, row)));
  }
  const commits = await Promise.all(
    rows.map(async ({ delivery, destination, account, content }) => {
      const { type, sha, pullRequest } = content;
      const context = content.type === 'check' ? content.name : content.context;
      const access = await known.get(destination);
      const projects = await projectsOf(ctx, account, sha, context);
      const commit: WaitingCommit = {
        ...{ type, destination, delivery, sha, account },
        ...(pullRequest !== undefined && { pullRequest }),
        context: access?.nameOfLine(context) ?? context,
        projects: projects.map(({ name }) => name),
        rules: await rulesOf(ctx, projects),
      };
      return access ? [commit] : [];
    }),
  );
  const forges = new Map<number, ForgeAccess>();
  for (const { destination, kind, settings } of rows) {
    const access = await known.get(destination);
    if (!access || forges.has(destination)) continue;
    forges.set(destination, {
      ...{ destination, kind, url: access.url, repository: settings.repository },
      sealedHeaders: sealFor(input.key, JSON.stringify(access.headers)),
      expiresAt: access.until?.toISOString() ?? null,
    });
  }
  return { commits: commits.flat(), forges: [...forges.values()] };
}

const openForge = (ctx: Context, { account, kind, settings, destination, sealed }: Row): Forge => ({
  accountId: account,
  kind,
  settings,
  secret: unseal(ctx.installationKey, ownerOf(destination), sealed),
});

interface Project {
  id: number;
  name: string;
}

/** What was chosen last for each of the projects, where something was. */
async function rulesOf(
  { db }: Context,
  projects: readonly Project[],
): Promise<WaitingCommit['rules']> {
  if (projects.length === 0) return [];
  const rows = await db
    .selectFrom('outage_rule as r')
    .innerJoin('project', 'project.id', 'r.project_id')
    .select(['project.name as project', 'r.policy', 'r.after_seconds'])
    .distinctOn('r.project_id')
    .where(
      'r.project_id',
      'in',
      projects.map(({ id }) => id),
    )
    .orderBy('r.project_id')
    .orderBy('r.id', 'desc')
    .execute();
  return rows.flatMap(({ project, ...row }) => {
    const rule = ruleOf(row);
    return rule === null ? [] : [{ project, ...rule }];
  });
}

/** The projects a line of a commit speaks of. */
async function projectsOf(
  ctx: Context,
  account: number,
  sha: string,
  context: string,
): Promise<Project[]> {
  const rows = await ctx.db
    .selectFrom('job_project as jp')
    .innerJoin('job', 'job.id', 'jp.job_id')
    .innerJoin('project', 'project.id', 'jp.project_id')
    .select(['project.id', 'project.name', 'job.orchestrated'])
    .distinct()
    .where('job.account_id', '=', account)
    .where('job.sha2', '=', sha)
    .orderBy('project.name')
    .execute();
  return rows
    .filter(({ name, orchestrated }) => statusContext(orchestrated ? null : name) === context)
    .map(({ id, name }) => ({ id, name }));
}
