/** What operators may write, each operation with the verb behind it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type AnyOperation,
  type BodyOf,
  check,
  type Incident as IncidentMessage,
  type ParamsOf,
  type ResponseOf,
  type StatusOperations,
  statusOperations,
  TwinlensError,
} from '@twinlens/contract';
import type { Context } from '../context.ts';
import { listStandIns } from '../gate/list.ts';
import type { Incident } from '../incident/read.ts';
import { listTemplates, putTemplate } from '../incident/templates.ts';
import { editUpdate, openIncident, updateIncident, writePostmortem } from '../incident/write.ts';
import { isoOf } from '../site/time.ts';
import { readJson } from './body.ts';
import { mustBeOperator } from './write-token.ts';

type Verb<T extends AnyOperation> = (
  ctx: Context,
  input: { params: ParamsOf<T>; body: BodyOf<T> },
) => ResponseOf<T>;

const verbs: { [K in keyof StatusOperations]: Verb<StatusOperations[K]> } = {
  openIncident: (ctx, { body }) => messageOf(ctx, openIncident({ ctx, input: body })),
  updateIncident: (ctx, { params, body }) =>
    messageOf(ctx, updateIncident({ ctx, input: { ...params, ...body } })),
  editUpdate: (ctx, { params, body }) =>
    messageOf(ctx, editUpdate({ ctx, input: { ...params, ...body } })),
  writePostmortem: (ctx, { params, body }) =>
    messageOf(ctx, writePostmortem({ ctx, input: { ...params, ...body } })),
  listTemplates: (ctx) => ({ templates: listTemplates({ ctx }) }),
  listStandIns: (ctx) => listStandIns({ ctx }),
  putTemplate: (ctx, { params, body }) => putTemplate({ ctx, input: { ...params, ...body } }),
};

const patterns = Object.values(statusOperations).map((operation) => ({
  operation: operation as AnyOperation & { id: keyof StatusOperations },
  pattern: new RegExp(`^${operation.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
}));

/**
 * Answers an operation of the write API.
 * @returns whether the path is one of it
 * @throws TwinlensError
 */
export async function answerWriting(
  ctx: Context,
  writeToken: string | null,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const matching = patterns.filter(({ pattern }) => pattern.test(path));
  if (matching.length === 0) return false;
  const found = matching.find(({ operation }) => operation.method === request.method);
  mustBeOperator(/^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1], writeToken);
  if (found === undefined) {
    throw new TwinlensError('not_found', `there is nothing at ${request.method} ${path}`);
  }
  const { operation, pattern } = found;
  const params = checked(operation.params, { ...pattern.exec(path)?.groups }, 'params');
  const body = operation.body && checked(operation.body, await readJson(request), 'body');
  const verb = verbs[operation.id] as unknown as Verb<AnyOperation>;
  const answer = verb(ctx, { params, body } as Parameters<typeof verb>[1]);
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(answer));
  return true;
}

function checked(schema: AnyOperation['params'], value: unknown, part: string): unknown {
  if (schema === undefined) return undefined;
  const result = check(schema, value);
  if (result.ok) return result.value;
  throw new TwinlensError('invalid_request', `${part}.${result.problem}`);
}

/** An incident as the contract has it. */
function messageOf(ctx: Context, incident: Incident): IncidentMessage {
  const maybe = (at: number | null) => (at === null ? null : isoOf(at));
  const { id, kind, name, impact, state, openedBy } = incident;
  return {
    id,
    kind,
    name,
    impact,
    state,
    openedBy,
    startedAt: isoOf(incident.startedAt),
    resolvedAt: maybe(incident.resolvedAt),
    scheduledFor: maybe(incident.scheduledFor),
    scheduledUntil: maybe(incident.scheduledUntil),
    url: `${ctx.origin}/incidents/${id}/`,
    updates: incident.updates.map((update) => ({
      id: update.id,
      state: update.state,
      body: update.body,
      at: isoOf(update.at),
      createdAt: isoOf(update.createdAt),
      components: Object.fromEntries(update.components.map(({ id, after }) => [id, after])),
      edits: update.edits.map(({ at, body, shownAt, reason }) => ({
        at: isoOf(at),
        body,
        shownAt: isoOf(shownAt),
        reason,
      })),
    })),
  };
}
