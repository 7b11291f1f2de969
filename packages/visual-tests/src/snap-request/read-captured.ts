/** What a client sent to be captured, for the people of its account. */
import { check, documentOf, Payload, TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { packageName, payloadName } from '../store/names.ts';

interface OfRequest {
  ctx: Context;
  input: { accountId: number; snapRequestId: number };
}

/**
 * The payload, exactly as the client sent it.
 * @throws TwinlensError `not_found` also where the request never had one
 */
export async function readPayload({ ctx, input }: OfRequest): Promise<Uint8Array> {
  await findRequest(ctx, input);
  const bytes = await ctx.store.get(payloadName(input.accountId, input.snapRequestId));
  if (bytes === null) throw new TwinlensError('not_found', 'this snap-request has no payload');
  return bytes;
}

/**
 * The package its payload names, as it was uploaded.
 * @throws TwinlensError `not_found`
 */
export async function readPackage({ ctx, input }: OfRequest): Promise<Uint8Array> {
  const { packageHash } = await findRequest(ctx, input);
  const bytes =
    packageHash === null ? null : await ctx.store.get(packageName(input.accountId, packageHash));
  if (bytes === null) throw new TwinlensError('not_found', 'this snap-request has no package');
  return bytes;
}

/**
 * A document of its payload, as HTML. It is a stranger's: whoever sends it to a browser must see to it
 * that it can do nothing there.
 * @throws TwinlensError `not_found`
 */
export async function readDocument({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number; snapRequestId: number; index: number };
}): Promise<string> {
  const payload = parsePayload(await readPayload({ ctx, input }));
  const recorded = payload?.snapPayloads?.[input.index];
  if (recorded === undefined) {
    throw new TwinlensError('not_found', 'this snap-request has no such document');
  }
  return documentOf(recorded, payload?.globalCSS);
}

/** Null where it is none: it was checked when it came, by the rules of then. */
export function parsePayload(bytes: Uint8Array): Payload | null {
  const checked = check(Payload, JSON.parse(Buffer.from(bytes).toString()));
  return checked.ok ? checked.value : null;
}

async function findRequest(
  ctx: Context,
  { accountId, snapRequestId }: OfRequest['input'],
): Promise<{ packageHash: string | null }> {
  const row = await ctx.db
    .selectFrom('snap_request')
    .select('package_hash as packageHash')
    .where('id', '=', snapRequestId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (row === undefined) throw new TwinlensError('not_found', 'there is no such snap-request');
  return row;
}
