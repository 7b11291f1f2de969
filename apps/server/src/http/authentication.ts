import type { OperationShape } from '@twinlens/contract';
import type { ClientCaller, PersonCaller } from '@twinlens/visual-tests';
import type { FastifyRequest } from 'fastify';
import type { SignedIn } from './handler.ts';

export type Caller = ClientCaller | PersonCaller | SignedIn | null;

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
