import type {
  BodyOf,
  OperationId,
  OperationShape,
  Operations,
  ParamsOf,
  QueryOf,
  ResponseOf,
} from '@twinlens/contract';
import type { ClientCaller, Context, PersonCaller, WorkerCaller } from '@twinlens/visual-tests';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A person whose session is good but whose account has not been named in the path. */
export type SignedIn = Pick<PersonCaller, 'userId' | 'name'>;

type HasAccount<T extends OperationShape> = ParamsOf<T> extends { account: number } ? true : false;

/** Who calls, by the access the operation declares. */
export type CallerOf<T extends OperationShape> = T['access'] extends 'client'
  ? ClientCaller
  : T['access'] extends 'session'
    ? HasAccount<T> extends true
      ? PersonCaller
      : SignedIn
    : T['access'] extends 'operator'
      ? SignedIn
      : T['access'] extends 'worker'
        ? WorkerCaller
        : null;

export interface HandlerInput<T extends OperationShape> {
  ctx: Context;
  caller: CallerOf<T>;
  params: ParamsOf<T>;
  query: QueryOf<T>;
  body: BodyOf<T>;
  /** For bodies and answers that are not JSON, and for the signal of a gone client. */
  request: FastifyRequest;
  reply: FastifyReply;
}

/**
 * Translates one operation to a verb. Answers the JSON body; `null` for 204; or uses `reply` for
 * anything else and answers it.
 */
export type Handler<T extends OperationShape> = (
  input: HandlerInput<T>,
) => Promise<ResponseOf<T> | FastifyReply | null>;

/** One handler for every operation of the contract: a missing one does not compile. */
export type Handlers = { [K in OperationId]: Handler<Operations[K]> };
