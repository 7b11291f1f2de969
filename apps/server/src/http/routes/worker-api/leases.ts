import {
  type Context,
  failLease,
  findDifferences,
  finishLease,
  heartbeat,
  type Lease,
  noteWorker,
  poolsOf,
  readLeasePackage,
  readLeasePayload,
  registerWorker,
  takeLease,
} from '@twinlens/visual-tests';
import type { WorkSignal } from '../../../work-signal.ts';
import type { Handlers } from '../../handler.ts';

/** Other servers on the same database may have queued work without this one hearing of it. */
const lookAgainMs = 1_000;

export interface LeaseOptions {
  work: WorkSignal;
  draining: AbortSignal;
}

export function createLeaseHandlers(
  options: LeaseOptions,
): Pick<
  Handlers,
  | 'registerWorker'
  | 'takeLease'
  | 'getLeasePayload'
  | 'getLeasePackage'
  | 'heartbeat'
  | 'findDifferences'
  | 'finishLease'
  | 'failLease'
> {
  return {
    registerWorker: ({ ctx, caller, body }) => registerWorker({ ctx, input: { caller, ...body } }),
    async takeLease({ ctx, caller, body, request }) {
      const gone = AbortSignal.any([options.draining, request.signal]);
      const { id: workerId } = await noteWorker({
        ctx,
        input: { caller, name: body.worker.name, types: poolsOf(body) },
      });
      return waitForLease(ctx, { ...body, workerId }, options.work, gone);
    },
    async getLeasePayload({ ctx, params, reply }) {
      const bytes = await readLeasePayload({ ctx, input: params });
      return reply.type('application/json').send(bytes);
    },
    async getLeasePackage({ ctx, params, reply }) {
      const bytes = await readLeasePackage({ ctx, input: params });
      return reply.type('application/octet-stream').send(bytes);
    },
    heartbeat: ({ ctx, params, body }) => heartbeat({ ctx, input: { ...params, ...body } }),
    findDifferences: ({ ctx, params, body }) =>
      findDifferences({ ctx, input: { ...params, ...body } }),
    async finishLease({ ctx, params, body }) {
      await finishLease({ ctx, input: { ...params, ...body } });
      return null;
    },
    async failLease({ ctx, params, body }) {
      await failLease({ ctx, input: { ...params, ...body } });
      return null;
    },
  };
}

/** Null when none came within the time the worker wants to wait, or it went away. */
async function waitForLease(
  ctx: Context,
  input: Parameters<typeof takeLease>[0]['input'] & { waitMs: number },
  work: WorkSignal,
  gone: AbortSignal,
): Promise<Lease | null> {
  const deadline = Date.now() + input.waitMs;
  while (!gone.aborted) {
    const lease = await takeLease({ ctx, input });
    if (lease !== null) return lease;
    const leftMs = deadline - Date.now();
    if (leftMs <= 0) break;
    await work.wait({ forMs: Math.min(leftMs, lookAgainMs), signal: gone });
  }
  return null;
}
