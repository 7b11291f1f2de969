/** Sends a run that was kept, as the run it would have been. */
import { createHash } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import {
  type AnyOperation,
  type ClientOptions,
  call,
  check,
  operations,
  pathOf,
  TwinlensError,
} from '@twinlens/contract';
import type { Config } from '../config.ts';
import { packageFile, type Recorded, readSpool } from './spool.ts';
import { placeholder } from './stand-in.ts';

/**
 * Sends a run that was kept, and puts it aside: it is the run it would have been.
 * @throws TwinlensError `invalid_request`; `unavailable` while the service does not answer
 */
export async function replay({ folder }: { folder: string }, config: Config): Promise<number> {
  const { serviceUrl, apiKey } = config;
  if (serviceUrl === null || apiKey === null) {
    throw new TwinlensError(
      'invalid_request',
      'give TWINLENS_URL, HAPPO_API_KEY and HAPPO_API_SECRET, as the run had them',
    );
  }
  const requests = await readSpool(folder);
  await sendRun(clientOf(serviceUrl, apiKey), folder, requests);
  // So that it is not sent twice by a loop over folders; nothing of it is lost.
  await rename(folder, `${folder.replace(/\/+$/, '')}.sent`);
  process.stdout.write(`${requests.length} requests sent; the verdict follows at ${serviceUrl}\n`);
  return 0;
}

export function clientOf(origin: string, { key, secret }: { key: string; secret: string }) {
  const basic = Buffer.from(`${key}:${secret}`).toString('base64');
  return { origin, headers: { authorization: `Basic ${basic}` } };
}

/**
 * Sends all of it again, in order, with the paths and ids the service gives this time. Repeatable: what
 * has been sent before is joined there.
 *
 * @throws TwinlensError as `replay`
 */
export async function sendRun(
  client: ClientOptions,
  folder: string,
  requests: readonly Recorded[],
): Promise<void> {
  const given = { paths: new Map<string, string>(), ids: new Map<number, number>() };
  for (const request of requests) await send(client, folder, request, given);
}

interface Given {
  /** By hash of a package: what the service calls it. */
  paths: Map<string, string>;
  /** By id of a capture the client was given. */
  ids: Map<number, number>;
}

async function send(
  client: ClientOptions,
  folder: string,
  request: Recorded,
  given: Given,
): Promise<void> {
  const { params, query } = request;
  switch (request.operation) {
    case 'finalizePackage': {
      const hash = params.hash ?? '';
      given.paths.set(hash, await bring(client, folder, hash, query));
      return;
    }
    case 'createSnapRequests': {
      const body = checked(operations.createSnapRequests, request.body);
      const items = body.items.map((item) => withPaths(item, given.paths));
      const answer = await call(client, operations.createSnapRequests, { body: { items } });
      for (const [index, result] of (answer?.results ?? []).entries()) {
        if ('error' in result) throw new TwinlensError('invalid_request', result.error);
        given.ids.set(request.requestIds[index] ?? 0, result.requestId);
      }
      return;
    }
    case 'extendReport': {
      const body = checked(operations.extendReport, request.body);
      const answer = await call(client, operations.extendReport, { body });
      given.ids.set(request.requestIds[0] ?? 0, answer?.requestId ?? 0);
      return;
    }
    case 'createAsyncReport': {
      const body = checked(operations.createAsyncReport, request.body);
      const requestIds = body.requestIds.map((id) => given.ids.get(id) ?? id);
      await call(client, operations.createAsyncReport, {
        params: { sha: params.sha ?? '' },
        body: { ...body, requestIds },
      });
      return;
    }
    default:
      await sendAsItIs(client, request);
  }
}

const asTheyAre: readonly AnyOperation[] = [
  operations.startJob,
  operations.orchestrateJob,
  operations.cancelJob,
  operations.finalizeAsyncReport,
  operations.compareReports,
];

async function sendAsItIs(
  client: ClientOptions,
  { operation: id, params, body }: Recorded,
): Promise<void> {
  const operation = asTheyAre.find((one) => one.id === id);
  if (operation === undefined) {
    throw new TwinlensError('invalid_request', `"${id}" is nothing a run is made of`);
  }
  const response = await fetch(`${client.origin}${pathOf(operation, params)}`, {
    method: operation.method,
    headers: { ...client.headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  // A job that is over already cannot be cancelled: an earlier attempt at sending this has done it.
  if (response.ok || (response.status === 409 && id === 'cancelJob')) return;
  throw new TwinlensError(
    response.status < 500 ? 'invalid_request' : 'unavailable',
    `${id} was answered with ${response.status}: ${(await response.text()).slice(0, 500)}`,
  );
}

/** @returns what the service calls the package */
async function bring(
  client: ClientOptions,
  folder: string,
  hash: string,
  query: Record<string, string>,
): Promise<string> {
  const params = { hash };
  const place = await call(client, operations.signPackageUpload, { params, query });
  if (place === undefined) throw new TwinlensError('unavailable', 'no place for a package');
  if ('path' in place) return place.path;
  const response = await fetch(place.signedUrl, {
    method: 'PUT',
    headers: { 'content-type': place.contentType },
    body: new Uint8Array(await readFile(packageFile(folder, hash))),
  });
  if (!response.ok) {
    throw new TwinlensError('unavailable', `a package was answered with ${response.status}`);
  }
  const stored = await call(client, operations.finalizePackage, { params, query });
  return stored?.path ?? '';
}

/** A capture with the real paths of its packages; its hash is that of what it says then. */
function withPaths(item: unknown, paths: ReadonlyMap<string, string>): unknown {
  const { payloadString } = Object(item) as { payloadString?: unknown };
  if (typeof payloadString !== 'string') return item;
  let text = payloadString;
  for (const [hash, path] of paths) text = text.replaceAll(placeholder(hash), path);
  if (text === payloadString) return item;
  const payloadHash = createHash('md5').update(text).digest('hex');
  return { ...Object(item), payloadString: text, payloadHash };
}

function checked<T extends { body: Parameters<typeof check>[0] }>(operation: T, value: unknown) {
  const result = check<T['body']>(operation.body, value);
  if (result.ok) return result.value;
  throw new TwinlensError('invalid_request', `the kept run is damaged: ${result.problem}`);
}
