import type { Access, OperationShape } from '@twinlens/contract';
import type { ClientCaller, PersonCaller, WorkerCaller } from '@twinlens/visual-tests';
import type { FastifyRequest } from 'fastify';
import type { SignedIn } from './handler.ts';

export type Caller = ClientCaller | PersonCaller | WorkerCaller | SignedIn | null;

/** Who is calling, and whether they may. One implementation per kind of access stands behind it. */
export interface Authentication {
  /**
   * Runs before the body is read.
   * @throws TwinlensError `unauthenticated`
   */
  authenticate(operation: OperationShape, request: FastifyRequest): Promise<void>;
  /**
   * Runs once params are validated; a member of another account learns nothing, not even that this
   * one exists.
   * @throws TwinlensError `not_found`, `forbidden`
   */
  authorize(operation: OperationShape, request: FastifyRequest): Promise<Caller>;
}

const open: Authentication = {
  authenticate: async () => {},
  authorize: async () => null,
};

/** Chooses by the access an operation declares. */
export function chooseByAccess(
  implementations: Record<Exclude<Access, 'public'>, Authentication>,
): Authentication {
  const byAccess: Record<Access, Authentication> = { ...implementations, public: open };
  return {
    authenticate: (operation, request) =>
      byAccess[operation.access].authenticate(operation, request),
    authorize: (operation, request) => byAccess[operation.access].authorize(operation, request),
  };
}
