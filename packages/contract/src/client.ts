/** Typed HTTP client over the operations, for the pages and the workers. */
import { type ErrorCode, errorCodes, TwinlensError } from './errors.ts';
import type { AnyOperation, BodyOf, ParamsOf, QueryOf, ResponseOf } from './operation.ts';

/** A body that is one of several kinds stays so. */
type Given<T, K extends string> = [T] extends [undefined]
  ? { [P in K]?: undefined }
  : { [P in K]: T };

/** Query fields with defaults may be left out by the caller. */
type QueryInput<T> = T extends undefined ? { query?: undefined } : { query?: Partial<T> };

export type CallInput<T extends AnyOperation> = Given<ParamsOf<T>, 'params'> &
  QueryInput<QueryOf<T>> &
  Given<BodyOf<T>, 'body'> & { bytes?: Uint8Array; signal?: AbortSignal };

export interface ClientOptions {
  /** Origin of the server, without a trailing slash; '' for same-origin calls from a page. */
  origin: string;
  headers?: Record<string, string>;
  fetch?: typeof fetch;
}

/** Fills the `:name` parts of a path. */
export function pathOf(operation: AnyOperation, params: Record<string, unknown> = {}): string {
  return operation.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
}

function toError(response: Response, text: string): TwinlensError {
  const { status } = response;
  const requestId = response.headers.get('x-request-id');
  try {
    const body = JSON.parse(text) as { code?: unknown; message?: unknown };
    if (typeof body.code === 'string' && body.code in errorCodes) {
      return new TwinlensError(body.code as ErrorCode, String(body.message), { requestId });
    }
  } catch {
    // Not ours: a proxy answered, and its text says what.
  }
  const code = status === 404 ? 'not_found' : status < 500 ? 'invalid_request' : 'unavailable';
  return new TwinlensError(code, `HTTP ${status}: ${text.slice(0, 500)}`, { requestId });
}

/**
 * Calls one operation and answers the raw response.
 * @throws TwinlensError with the server's code; `unavailable` when it could not be reached.
 */
export async function callRaw<T extends AnyOperation>(
  options: ClientOptions,
  operation: T,
  input: CallInput<T>,
): Promise<Response> {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined) query.set(key, String(value));
  }
  const path = pathOf(operation, input.params as Record<string, unknown> | undefined);
  const url = `${options.origin}${path}${query.size > 0 ? `?${query}` : ''}`;
  const headers: Record<string, string> = { ...options.headers };
  const init: RequestInit = { method: operation.method, headers };
  if (input.signal) init.signal = input.signal;
  if (input.bytes) {
    headers['content-type'] = 'application/octet-stream';
    init.body = input.bytes as Uint8Array<ArrayBuffer>;
  } else if (input.body !== undefined) {
    headers['content-type'] = 'application/json';
    init.body = JSON.stringify(input.body);
  }
  let response: Response;
  try {
    response = await (options.fetch ?? fetch)(url, init);
  } catch (cause) {
    if (input.signal?.aborted) throw cause;
    throw new TwinlensError('unavailable', `could not reach ${url}`, { cause });
  }
  if (!response.ok) throw toError(response, await response.text());
  return response;
}

/** Calls one operation and answers its JSON; `undefined` for 204. Errors as {@link callRaw}. */
export async function call<T extends AnyOperation>(
  options: ClientOptions,
  operation: T,
  input: CallInput<T>,
): Promise<ResponseOf<T> | undefined> {
  const response = await callRaw(options, operation, input);
  if (response.status === 204) return undefined;
  return (await response.json()) as ResponseOf<T>;
}
