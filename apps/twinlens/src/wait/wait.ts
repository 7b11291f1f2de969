import { writeFile } from 'node:fs/promises';
import { TwinlensError } from '@twinlens/contract';
import type { Command } from '../arguments.ts';
import type { Config } from '../config.ts';
import { codeOf, exitCodes } from './exit-codes.ts';
import { toJunit } from './junit.ts';
import { createProgress } from './progress.ts';
import { printSummary } from './summary.ts';
import { waitForVerdict } from './wait-for-verdict.ts';

/**
 * Waits for the verdict of a commit, for builds that nothing tells of it.
 * @returns exit code, of `exit-codes.ts`
 * @throws TwinlensError `invalid_request` where it does not know what to ask whom
 */
export async function wait(
  command: Extract<Command, { name: 'wait' }>,
  { serviceUrl, apiKey }: Config,
): Promise<number> {
  const { sha, before, projects, timeoutMs } = command;
  if (serviceUrl === null || apiKey === null) {
    throw new TwinlensError(
      'invalid_request',
      'set TWINLENS_URL, HAPPO_API_KEY and HAPPO_API_SECRET: the address of Twinlens, and an API key with its secret',
    );
  }
  const progress = createProgress(process.stderr);
  const { verdict, isFinal } = await waitForVerdict(
    { url: serviceUrl, ...apiKey },
    { sha, before, projects, timeoutMs },
    progress,
  ).finally(() => progress.end());
  const code = isFinal ? codeOf(verdict) : exitCodes.timeout;
  const result = { ...verdict, timedOut: !isFinal, exitCode: code };
  if (command.junitFile !== null) await writeFile(command.junitFile, toJunit(result));
  process.stdout.write(command.json ? `${JSON.stringify(result)}\n` : printSummary(result));
  return code;
}
