import { spawn } from 'node:child_process';
import { programs } from './programs.ts';

/** Runs another program in this one's place: its input, its output, its signals. Answers its exit code. */
export function passOn(name: keyof typeof programs, args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [programs[name], ...args], { stdio: 'inherit' });
    // A terminal tells both; whoever sends signals knows only this process.
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
