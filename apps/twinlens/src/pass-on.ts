import { spawn } from 'node:child_process';
import { programs } from './programs.ts';

/**
 * Runs another program in this one's place: its input, its output, its signals. Answers its exit code.
 * @param env this one's when left out
 */
export function passOn(
  name: keyof typeof programs,
  args: string[],
  env?: NodeJS.ProcessEnv,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [programs[name], ...args], { stdio: 'inherit', env });
    // A terminal tells both; whoever sends signals knows only this process.
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
