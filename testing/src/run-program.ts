import { execFile } from 'node:child_process';

export interface ProgramRun {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs a program to its end, with exactly this environment. Never rejects: a failing program is a
 * result like any other, and one that is still running after the time is killed.
 */
export function runProgram(
  command: string,
  args: string[],
  options: { cwd: string; env: Record<string, string | undefined>; timeoutMs?: number },
): Promise<ProgramRun> {
  const { cwd, env, timeoutMs = 0 } = options;
  return new Promise((done) => {
    const settings = { cwd, env, timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024 };
    execFile(command, args, settings, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      done({ code, stdout, stderr });
    });
  });
}
