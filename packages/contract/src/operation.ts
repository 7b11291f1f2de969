import { type Static, type TSchema, Type } from 'typebox';

/**
 * Who may call an operation:
 *  - `public`: anyone;
 *  - `client`: an API key, as Basic or JWT bearer (protocol of the happo clients);
 *  - `worker`: the token of a worker;
 *  - `status`: the token of the status program;
 *  - `session`: a signed-in person who is a member of the account in the path;
 *  - `operator`: a signed-in administrator of the installation's first account.
 */
export type Access = 'public' | 'client' | 'worker' | 'status' | 'session' | 'operator';

export interface AnyOperation {
  /** Unique, camelCase; the name used in OpenAPI and in the typed client. */
  id: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Fastify style: `/api/jobs/:sha1/:sha2`. */
  path: string;
  access: string;
  summary: string;
  params?: TSchema;
  query?: TSchema;
  /**
   * JSON body. Absent where the body is empty, multipart or raw bytes; `bodyType` names the latter
   * two. With both, either may come, and the handler checks the JSON.
   */
  body?: TSchema;
  bodyType?: 'multipart/form-data' | 'application/octet-stream';
  /** Fields and files of a multipart body. */
  form?: TSchema;
  /** JSON answer. Absent where the answer is empty or raw bytes. */
  response?: TSchema;
  /** Media type of an answer in raw bytes. */
  responseType?: string;
}

/** An operation of the server. */
export interface OperationShape extends AnyOperation {
  access: Access;
}

/** Declares one operation; its schemas are the only source of types, validation and OpenAPI. */
export function operation<const T extends AnyOperation>(shape: T): T {
  return shape;
}

type Part<T, K extends string> = T extends { [P in K]: infer S extends TSchema }
  ? Static<S>
  : undefined;

export type ParamsOf<T extends AnyOperation> = Part<T, 'params'>;
export type QueryOf<T extends AnyOperation> = Part<T, 'query'>;
export type BodyOf<T extends AnyOperation> = Part<T, 'body'>;
export type ResponseOf<T extends AnyOperation> = Part<T, 'response'>;

/** Body of every answer that is not a success. */
export const ErrorBody = Type.Object({
  code: Type.String(),
  message: Type.String(),
  /** What to name to whoever runs the installation: its log has the same. */
  requestId: Type.Optional(Type.String()),
});
export type ErrorBody = Static<typeof ErrorBody>;
