import { type Operations, type ResponseOf, targetTypes } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { findUnserved } from './find-unserved.ts';
import { poolOf } from './pool.ts';
import { silenceMs } from './rules.ts';

type Fleet = ResponseOf<Operations['getFleet']>;
type Worker = Fleet['workers'][number];

const hourMs = 60 * 60 * 1000;

/** All workers, their tokens, and who takes captures of which type. */
export async function getFleet({ ctx }: { ctx: Context }): Promise<Fleet> {
  const workers = await findWorkers(ctx);
  return { workers, tokens: await findTokens(ctx), types: await findTypes(ctx, workers) };
}

async function findTokens(ctx: Context): Promise<Fleet['tokens']> {
  const rows = await ctx.db
    .selectFrom('worker_token')
    .select(['id', 'label', 'created_by', 'created_at'])
    .where('revoked_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(({ created_by: createdBy, created_at: createdAt, ...rest }) => ({
    ...rest,
    createdBy,
    createdAt: createdAt.toISOString(),
  }));
}

async function findWorkers(ctx: Context): Promise<Worker[]> {
  const now = ctx.now().getTime();
  const rows = await ctx.db
    .selectFrom('worker as w')
    .leftJoin('worker_token as t', 't.id', 'w.token_id')
    .selectAll('w')
    .select(['t.label', 't.revoked_at'])
    .orderBy('w.name')
    .orderBy('w.id')
    .execute();
  const current = await findCurrent(ctx);
  const lastHour = await countLastHour(ctx);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    token:
      row.token_id === null
        ? null
        : { id: row.token_id, label: row.label ?? '', revoked: row.revoked_at !== null },
    targets: row.targets,
    refused: row.refused,
    fonts: row.fonts,
    state: row.state,
    reason: row.reason,
    outOfService: row.out_of_service,
    current: (current.get(row.id) ?? []).map(({ worker: _, ...one }) => one),
    lastHour: lastHour.get(row.id) ?? { captures: 0, snapshots: 0 },
    failures: row.failures,
    lastFailure:
      row.last_failure === null || row.failed_at === null
        ? null
        : { message: row.last_failure, at: row.failed_at.toISOString() },
    seenAt: row.seen_at.toISOString(),
    silent: now - row.seen_at.getTime() > silenceMs && !current.has(row.id),
  }));
}

async function findCurrent(ctx: Context) {
  const { rows } = await sql<{ worker: number } & Worker['current'][number]>`
    select worker_id as worker, id as "snapRequestId", type, target, captured
    from snap_request
    where state = 'leased' and worker_id is not null
    order by id`.execute(ctx.db);
  return Map.groupBy(rows, ({ worker }) => worker);
}

async function countLastHour(ctx: Context): Promise<Map<number, Worker['lastHour']>> {
  const since = new Date(ctx.now().getTime() - hourMs);
  const { rows } = await sql<{ worker: number; captures: number; snapshots: number }>`
    select worker_id as worker, count(*)::integer as captures,
      coalesce(sum(captured), 0)::integer as snapshots
    from snap_request
    where worker_id is not null and finished_at > ${since} and state = 'done'
    group by worker_id`.execute(ctx.db);
  return new Map(rows.map(({ worker, ...numbers }) => [worker, numbers]));
}

const takes = ({ state, outOfService, silent, token }: Worker): boolean =>
  state === 'in service' && outOfService === null && !silent && token?.revoked !== true;

type Pool = Pick<Fleet['types'][number], 'type' | 'name'>;

async function findTypes(ctx: Context, workers: Worker[]): Promise<Fleet['types']> {
  const rows = await ctx.db
    .selectFrom('snap_request as r')
    .select(['r.type', 'r.browser_name as name'])
    .select((eb) => eb.fn.countAll<string>().as('waiting'))
    .where('r.state', '=', 'queued')
    .groupBy(['r.type', 'r.browser_name'])
    .execute();
  const waiting = new Map(rows.map((row) => [poolOf(row.type, row.name), Number(row.waiting)]));
  const asked = rows.flatMap(({ type, name }): Pool[] => {
    const known = targetTypes.find((one) => one === type);
    return known === undefined || name === null ? [] : [{ type: known, name }];
  });
  const served = workers.flatMap(({ targets }) => targets);
  const pools = new Map<string, Pool>();
  const all: Pool[] = [...targetTypes.map((type) => ({ type })), ...served, ...asked];
  for (const { type, name } of all) {
    pools.set(poolOf(type, name), { type, ...(name !== undefined && { name }) });
  }
  const unserved = await findUnserved(ctx, [...pools.keys()]);
  return [...pools].map(([pool, named]) => ({
    ...named,
    workers: workers.filter(
      (one) => takes(one) && one.targets.some((own) => poolOf(own.type, own.name) === pool),
    ).length,
    waiting: waiting.get(pool) ?? 0,
    unserved: unserved.get(pool) ?? null,
  }));
}
