import type { Context } from '../context.ts';

/** Remembers that a worker for these types asks for work now. */
export async function noteWorker({
  ctx,
  input,
}: {
  ctx: Context;
  input: { types: string[] };
}): Promise<void> {
  // In one order for everybody, so that two workers never wait for each other.
  const types = [...new Set(input.types)].sort();
  await ctx.db
    .insertInto('worker_type')
    .values(types.map((type) => ({ type, seen_at: ctx.now() })))
    .onConflict((conflict) =>
      conflict.column('type').doUpdateSet((eb) => ({ seen_at: eb.ref('excluded.seen_at') })),
    )
    .execute();
}
