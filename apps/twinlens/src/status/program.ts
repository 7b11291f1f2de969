import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { programs } from '../programs.ts';

/** Runs the status program with these arguments, and ends as it ends. */
export async function runStatusProgram(
  { args }: { args: string[] },
  { environment, defaultDataFolder }: Config,
): Promise<number> {
  const child = spawn(process.execPath, [programs.status, ...args], {
    stdio: 'inherit',
    env: { TWINLENS_STATUS_DATA: join(defaultDataFolder, 'status'), ...environment },
  });
  // A terminal tells both; a supervisor tells only this one.
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGTERM', pass).on('SIGINT', pass);
  const [code] = (await once(child, 'exit')) as [number | null];
  process.off('SIGTERM', pass).off('SIGINT', pass);
  return code ?? 1;
}
