/** After an outage every line that was written in the server's place gives way to the true verdict. */
import { type ClientOptions, call, operations } from '@twinlens/contract';
import { Type } from 'typebox';
import type { Context } from '../context.ts';

const Row = Type.Object({ destination: Type.Integer(), delivery: Type.Integer() });

const deadlineMs = 30_000;

/**
 * Has the server tell again what this program has told, and notes which commits have their verdict.
 * @throws TwinlensError where the server does not answer
 */
export async function settle({
  ctx,
  input,
}: {
  ctx: Context;
  input: { client: ClientOptions };
}): Promise<void> {
  const { store } = ctx;
  const standIns = store.all(
    Row,
    "select destination, delivery from stand_in where state <> 'settled' order by id limit 10000",
  );
  if (standIns.length === 0) return;
  const answer = await call(input.client, operations.settleStandIns, {
    body: { standIns },
    signal: AbortSignal.timeout(deadlineMs),
  });
  for (const { destination, delivery, state, told } of answer?.settled ?? []) {
    // What the server has lost stays listed: nobody will tell the commit its true verdict.
    const isOver = told && state !== null && state !== 'pending';
    const note = state ?? 'the server does not know this line any more';
    store.run(
      `update stand_in set note = :note, state = case when :isOver then 'settled' else state end,
         settled_at = case when :isOver then :now else null end
       where destination = :destination and delivery = :delivery`,
      { destination, delivery, note, isOver: isOver ? 1 : 0, now: ctx.now().getTime() },
    );
  }
}
