import { call, statusOperations } from '@twinlens/contract';
import type { Config } from '../config.ts';
import { pageOf } from './page-of.ts';

/** Prints a line for each commit that was spoken for and has not got its true verdict yet. */
export async function showStandIns(config: Config): Promise<number> {
  const answer = await call(pageOf(config), statusOperations.listStandIns, {});
  for (const { at, repository, sha, context, policy, state, note } of answer?.standIns ?? []) {
    const words = [at, repository, sha, JSON.stringify(context), `fail-${policy}`, state, note];
    process.stdout.write(`${words.join(' ').trim()}\n`);
  }
  return 0;
}
