import { sql } from 'kysely';
import type { Context, WorkerCaller } from '../context.ts';
import { doubtResults } from './doubt-results.ts';
import { noteWorker } from './note-worker.ts';
import { poolOf } from './pool.ts';
import { type Look, whyOutOfLine } from './rules.ts';
import type { RefusedBrowser, ServedTarget, WorkerState } from './tables.ts';

export interface Registration {
  caller: WorkerCaller;
  name: string;
  targets: ServedTarget[];
  refused?: RefusedBrowser[] | undefined;
  fonts: string;
  calibrations: { version: string; digest: string }[];
  outOfService: string | null;
}

/** Workers that were not heard of for so long have no say in what a sheet looks like. Days. */
const heardDays = 7;

/**
 * Takes a worker's word for what it captures and with what, and looks whether its calibration sheets
 * have the pixels of the fleet. Workers that are out of line take nothing from then on, and those that
 * are back in line do.
 */
export async function registerWorker({
  ctx,
  input,
}: {
  ctx: Context;
  input: Registration;
}): Promise<{ state: WorkerState; reason: string | null }> {
  const { caller, name, targets, refused = [], fonts, calibrations, outOfService } = input;
  const types = targets.map((target) => poolOf(target.type, target.name));
  const { id } = await noteWorker({ ctx, input: { caller, name, types } });
  await ctx.db
    .updateTable('worker')
    .set({
      targets: JSON.stringify(targets),
      refused: JSON.stringify(refused),
      fonts,
      out_of_service: outOfService,
    })
    .where('id', '=', id)
    .execute();
  for (const calibration of calibrations) await keep(ctx, id, calibration);
  for (const { version } of calibrations) await judge(ctx, version);
  ctx.onWork();
  return ctx.db
    .selectFrom('worker')
    .select(['state', 'reason'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

async function keep(
  ctx: Context,
  workerId: number,
  { version, digest }: { version: string; digest: string },
): Promise<void> {
  const now = ctx.now();
  await sql`
    insert into calibration (worker_id, version, digest, since, checked_at)
    values (${workerId}, ${version}, ${digest}, ${now}, ${now})
    on conflict (worker_id, version) do update set
      digest = excluded.digest,
      since = case when calibration.digest = excluded.digest then calibration.since else ${now} end,
      good_at = case when calibration.digest = excluded.digest
        then calibration.good_at else calibration.checked_at end,
      checked_at = ${now}`.execute(ctx.db);
}

interface Judged extends Look {
  name: string;
  state: WorkerState;
  byCalibration: boolean;
  /** When it was last looked at before it looked so. */
  before: Date | null;
}

/** Looks at everybody with this version: one more worker may tell who of the others is out of line. */
async function judge(ctx: Context, version: string): Promise<void> {
  const heard = new Date(ctx.now().getTime() - heardDays * 24 * 60 * 60 * 1000);
  const looks: Judged[] = await ctx.db
    .selectFrom('calibration as c')
    .innerJoin('worker as w', 'w.id', 'c.worker_id')
    .leftJoin('worker_token as t', 't.id', 'w.token_id')
    .select(['w.id as workerId', 'w.name', 'w.state', 'w.by_calibration as byCalibration'])
    .select(['c.digest', 'c.since', 'c.good_at as before'])
    .where('c.version', '=', version)
    .where('w.seen_at', '>', heard)
    .where('t.revoked_at', 'is', null)
    .orderBy('w.id')
    .execute();
  for (const look of looks) {
    const why = whyOutOfLine(version, looks, look.workerId);
    if (why !== null && look.state === 'in service') await quarantine(ctx, look, why);
    else if (why === null && look.byCalibration) await putBack(ctx, look.workerId, version);
  }
}

async function quarantine(ctx: Context, look: Judged, why: string): Promise<void> {
  const { workerId, name, before, since } = look;
  await ctx.db
    .updateTable('worker')
    .set({ state: 'quarantined', reason: why, by_calibration: true })
    .where('id', '=', workerId)
    .execute();
  await doubtResults(ctx, {
    workerId,
    since: before ?? since,
    why: `captured by the worker ${name}, which was quarantined: ${why}`,
  });
}

/** Unless another of its browsers is out of line, which its reason names. */
async function putBack({ db }: Context, workerId: number, version: string): Promise<void> {
  await db
    .updateTable('worker')
    .set({ state: 'in service', reason: null, by_calibration: false })
    .where('id', '=', workerId)
    .where('by_calibration', '=', true)
    .where('reason', 'like', `%in ${version} does not%`)
    .execute();
}
