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
  { server }: Config,
): Promise<number> {
  const { sha, before, projects, timeoutMs } = command;
  const missing = Object.entries({
    TWINLENS_URL: server.url,
    HAPPO_API_KEY: server.apiKey,
    HAPPO_API_SECRET: server.apiSecret,
  }).flatMap(([name, value]) => (value === null ? [name] : []));
  if (missing.length > 0) {
    throw new TwinlensError(
      'invalid_request',
      `set ${missing.join(' and ')}: the address of Twinlens, and an API key with its secret`,
    );
  }
  const progress = createProgress(process.stderr);
  const { verdict, isFinal } = await waitForVerdict(
    { url: server.url ?? '', apiKey: server.apiKey ?? '', apiSecret: server.apiSecret ?? '' },
    { sha, before, projects, timeoutMs },
    progress,
  ).finally(() => progress.end());
  const code = isFinal ? codeOf(verdict) : exitCodes.timeout;
  const result = { ...verdict, timedOut: !isFinal, exitCode: code };
  if (command.junitFile !== null) await writeFile(command.junitFile, toJunit(result));
  process.stdout.write(command.json ? `${JSON.stringify(result)}\n` : printSummary(result));
  return code;
}
