import { setTimeout as delay } from 'node:timers/promises';
import type { EdgeStatus } from '@twinlens/contract';
import type { Haproxy } from '../proxy/haproxy.ts';

const pollMs = 250;

/** What still speaks against stopping a server; empty when nothing can lead to it. */
function reasonsToKeep(
  server: string,
  status: EdgeStatus,
  loaded: string[],
  workers: number[] | null,
): string[] {
  const { wanted, loaded: generation, seen } = status;
  const oldWorkers = status.oldWorkers.filter((pid) => workers?.includes(pid) ?? true);
  return [
    ...(status.agrees
      ? []
      : [
          `generation ${wanted} is wanted, ${generation ?? 'none'} is loaded, ${seen ?? 'none'} is seen from outside`,
        ]),
    ...(oldWorkers.length === 0
      ? []
      : [`proxy worker ${oldWorkers.join(', ')} of an earlier generation still serves`]),
    ...(loaded.some((one) => one.endsWith(`/${server}`))
      ? ['it is in the configuration that is loaded']
      : []),
  ];
}

/** Waits until nothing can lead to a server any more. What still does when the time is over. */
export async function untilUnreachable(
  server: string,
  options: {
    proxy: Haproxy;
    /** Replaced workers that may know it; any may if null. */
    workers: number[] | null;
    /** Looks anew. */
    look: () => Promise<EdgeStatus>;
    deadlineMs: number;
  },
): Promise<string[]> {
  const end = Date.now() + options.deadlineMs;
  for (;;) {
    const status = await options.look();
    const loaded = await options.proxy.servers().catch(() => null);
    const reasons =
      loaded === null
        ? ['the proxy does not answer']
        : reasonsToKeep(server, status, loaded, options.workers);
    if (reasons.length === 0 || Date.now() > end) return reasons;
    await delay(pollMs);
  }
}
