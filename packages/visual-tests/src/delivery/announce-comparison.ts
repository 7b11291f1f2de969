import type { Context } from '../context.ts';
import { announceEvent } from './announce-event.ts';

/** Tells webhooks that a comparison has been made. What is in it is read when it is sent. */
export async function announceComparison(
  ctx: Context,
  projectId: number,
  comparisonId: number,
): Promise<void> {
  await announceEvent(ctx, projectId, 'comparison', async () => ({
    type: 'comparison',
    comparisonId,
  }));
}
