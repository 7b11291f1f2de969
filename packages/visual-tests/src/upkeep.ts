import { deleteExpiredKeys } from './api-key/short-lived.ts';
import { forgetEndedAssistants } from './assistant/forget-ended.ts';
import { expireOpenReports } from './async-report/expire-open-reports.ts';
import { forgetUnusedPasses } from './capture-cache/forget-unused.ts';
import type { Context } from './context.ts';
import { expireJobs } from './job/expire-jobs.ts';
import { expireLeases } from './lease/expire-leases.ts';
import { forgetOldNotices } from './notice/forget-old.ts';
import { putDigests } from './notice/put-digests.ts';
import { forgetAbsent } from './presence/forget-absent.ts';
import { expireRerenderings } from './rerendering/expire-rerenderings.ts';
import { expireBorrowing } from './snap-request/expire-borrowing.ts';
import { expireUnserved } from './snap-request/expire-unserved.ts';
import { forgetGone } from './worker/forget-gone.ts';

/**
 * One round of everything that happens because time has passed. Every step looks again under the
 * account's lock, so rounds of several servers may overlap.
 */
export async function upkeep({ ctx }: { ctx: Context }): Promise<void> {
  await expireLeases({ ctx });
  await expireUnserved({ ctx });
  await expireRerenderings({ ctx });
  await expireBorrowing({ ctx });
  await expireOpenReports({ ctx });
  await expireJobs({ ctx });
  await deleteExpiredKeys({ ctx });
  await forgetUnusedPasses({ ctx });
  await forgetAbsent({ ctx });
  await forgetEndedAssistants({ ctx });
  await putDigests({ ctx });
  await forgetOldNotices({ ctx });
  await forgetGone({ ctx });
}
