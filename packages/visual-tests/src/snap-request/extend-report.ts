import { inAccount } from '../account/in-account.ts';
import type { ClientCaller, Context } from '../context.ts';
import type { ExtendsReport } from '../db/schema.ts';
import { ensureProject } from '../project/find-project.ts';
import { borrowFrom } from './borrow-from.ts';

/**
 * A request whose result is borrowed from another report of the project. It is done at once when
 * that report is, and otherwise waits for it.
 *
 * @throws TwinlensError `invalid_request` when there is no such report, finished or on its way
 */
export async function extendReport({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: {
    extendsSha: string;
    project?: string | undefined;
    extendedSnaps: ExtendsReport['extendedSnaps'];
  };
}): Promise<{ requestId: number }> {
  const { accountId } = caller;
  const { extendsSha, extendedSnaps } = input;
  return inAccount(ctx, accountId, async (inner) => {
    const projectId = await ensureProject(inner, accountId, input.project);
    const requestId = await borrowFrom(inner, caller, { projectId, extendsSha, extendedSnaps });
    return { requestId };
  });
}
