import type {
  BodyOf,
  OperationShape,
  Operations,
  ParamsOf,
  QueryOf,
  ResponseOf,
} from '@twinlens/contract';
import type { ClientCaller, Context, PersonCaller } from '@twinlens/visual-tests';
import type { FastifyReply, FastifyRequest, FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import type { Caller } from '../http/authentication.ts';
import type { Handler, HandlerInput, Handlers } from '../http/handler.ts';
import { validatorCompiler } from '../http/validation.ts';

/** The operations assistants get at. Each answers JSON, and changes nothing but decisions. */
type Askable =
  | 'getMe'
  | 'listJobs'
  | 'listComparisons'
  | 'getComparison'
  | 'listChanges'
  | 'getDifference'
  | 'getReport'
  | 'getSnapshotHistory'
  | 'listFlakes'
  | 'decideComparison'
  | 'reportFlake';

/** Without the account, which is that of the token. */
export interface AskInput<T extends OperationShape> {
  params?: Omit<ParamsOf<T>, 'account'>;
  query?: Partial<QueryOf<T>>;
  body?: BodyOf<T>;
}

/**
 * Asks one operation, validated and answered as when a page asks, as the person the assistant acts for.
 *
 * @throws TwinlensError as the operation does
 */
export type Ask = <T extends Operations[Askable]>(
  operation: T,
  input: AskInput<T>,
) => Promise<ResponseOf<T>>;

interface AskOptions {
  ctx: Context;
  handlers: Handlers;
  caller: PersonCaller;
  /** Of the call of the assistant itself. */
  request: FastifyRequest;
  reply: FastifyReply;
}

type Part = Parameters<FastifySchemaCompiler<TSchema>>[0]['httpPart'] & string;

function validate(
  operation: OperationShape,
  httpPart: Part,
  schema: TSchema,
  data: unknown,
): unknown {
  const { method, path: url } = operation;
  const read = validatorCompiler({ schema, httpPart, method, url })(data);
  if (typeof read !== 'object' || read === null) return data;
  if ('error' in read && read.error) throw read.error;
  return 'value' in read ? read.value : data;
}

export function createAsk({ ctx, handlers, caller, request, reply }: AskOptions): Ask {
  const { accountId } = caller;
  const asClient: ClientCaller = { accountId, key: '', project: null, pullRequest: null };
  const callerOf = ({ access }: OperationShape): Caller =>
    access === 'client' ? asClient : caller;
  return async (operation, input) => {
    const shape: OperationShape = operation;
    const { params, query, body } = shape;
    // As the routes do (`http/app.ts`): one handler for every operation, by its id.
    const handler = handlers[operation.id] as Handler<OperationShape>;
    const answer = await handler({
      ctx,
      caller: callerOf(shape),
      params: params && validate(shape, 'params', params, { ...input.params, account: accountId }),
      query: query && validate(shape, 'querystring', query, input.query ?? {}),
      body: body && validate(shape, 'body', body, input.body),
      request,
      reply,
    } as HandlerInput<OperationShape>);
    return answer as ResponseOf<typeof operation>;
  };
}
