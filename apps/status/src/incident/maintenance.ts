/** Maintenance begins and ends at its times without anybody saying so. */
import type { Context } from '../context.ts';
import { listOpen } from './read.ts';
import { updateIncident } from './write.ts';

/** Brings all that is announced in line with the clock. */
export function keepSchedule({ ctx }: { ctx: Context }): void {
  const now = ctx.now().getTime();
  for (const { id, kind, state, scheduledFor, scheduledUntil } of listOpen(ctx)) {
    if (kind !== 'maintenance' || scheduledFor === null || scheduledUntil === null) continue;
    if (now >= scheduledUntil) {
      updateIncident({ ctx, input: { incident: id, state: 'completed' } });
    } else if (now >= scheduledFor && state === 'scheduled') {
      updateIncident({ ctx, input: { incident: id, state: 'in_progress' } });
    }
  }
}
