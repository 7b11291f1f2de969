/** Where forges say what becomes of pull requests. */
import { type ForgeKind, forgeKinds } from '@twinlens/contract';
import type { Context, PersonCaller } from '../context.ts';
import { deriveKey } from '../installation-key.ts';
import { requireAdmin } from '../person/require-admin.ts';
import { parseRepository } from '../repository/address.ts';
import { requireDestination } from './manage.ts';

/** Made of the installation's key, so that it need not be kept. */
const secretOf = ({ installationKey }: Context, destinationId: number) =>
  Buffer.from(deriveKey(installationKey, `hook of destination ${destinationId}`)).toString('hex');

const isForge = (kind: string): kind is ForgeKind => forgeKinds.some((forge) => forge === kind);

/**
 * What is to be typed in at the forge; null for a destination that says nothing.
 * @throws TwinlensError `forbidden`; `not_found`
 */
export async function getHook({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: PersonCaller; id: number };
}): Promise<{ hook: { url: string; secret: string } | null }> {
  const { caller, id } = input;
  requireAdmin(caller, 'where verdicts are told');
  const { kind } = await requireDestination(ctx, caller.accountId, id);
  if (!isForge(kind)) return { hook: null };
  return { hook: { url: `${ctx.origin}/api/hooks/${id}`, secret: secretOf(ctx, id) } };
}

export interface OpenHook {
  accountId: number;
  kind: ForgeKind;
  /** As `parseRepository` names it. */
  repository: string;
  secret: string;
}

/** What is needed to hear a forge; null where there is no such forge. */
export async function openHook({
  ctx,
  input,
}: {
  ctx: Context;
  input: { id: number };
}): Promise<OpenHook | null> {
  const row = await ctx.db
    .selectFrom('destination')
    .select(['account_id as accountId', 'kind', 'settings'])
    .where('id', '=', input.id)
    .executeTakeFirst();
  if (row === undefined || !isForge(row.kind) || !('repository' in row.settings)) return null;
  const { accountId, kind, settings } = row;
  const repository = parseRepository(settings.repository);
  if (repository === null) return null;
  return { accountId, kind, repository, secret: secretOf(ctx, input.id) };
}
