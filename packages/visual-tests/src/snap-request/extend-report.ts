import { TwinlensError } from '@twinlens/contract';
import { inAccount } from '../account/in-account.ts';
import type { ClientCaller, Context } from '../context.ts';
import type { ExtendsReport } from '../db/schema.ts';
import { ensureProject } from '../project/find-project.ts';
import { findStandings } from '../report/find-standings.ts';
import { settle } from '../settle.ts';
import { resolveExtending } from './resolve-extending.ts';

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
  return inAccount(ctx, accountId, async (inner) => {
    const projectId = await ensureProject(inner, accountId, input.project);
    const standings = await findStandings(inner, projectId, [input.extendsSha]);
    const standing = standings.get(input.extendsSha);
    const onItsWay =
      standing?.asyncReport?.state === 'open' || standing?.asyncReport?.state === 'pending';
    if (standing === undefined || (standing.reportId === null && !onItsWay)) {
      throw new TwinlensError(
        'invalid_request',
        `extendsSha: there is no report of ${input.extendsSha} in this project to borrow from`,
      );
    }
    const { extendsSha, extendedSnaps } = input;
    const { id } = await inner.db
      .insertInto('snap_request')
      .values({
        account_id: accountId,
        type: 'extends-report',
        target: '*',
        extends: JSON.stringify({ projectId, extendsSha, extendedSnaps } satisfies ExtendsReport),
        created_at: ctx.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (standing.reportId !== null) {
      await settle(inner, await resolveExtending(inner, projectId, extendsSha));
    }
    return { requestId: id };
  });
}
