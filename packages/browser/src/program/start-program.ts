import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/** A browser could not be started, or not in time. The message has the last it said itself. */
export class BrowserStartError extends Error {
  override readonly name = 'BrowserStartError';
}

/** A program with everything it has started. */
export interface Program {
  pid: number;
  child: ChildProcess;
  /** The last of what it wrote to stderr, to explain an early end. */
  lastWords(): string;
  /** Settles once it has ended, whoever ended it. */
  exited: Promise<void>;
  /** Kills it and what it has started, if any of it still runs. Never fails. */
  end(): Promise<void>;
}

interface ProgramOptions {
  env: Record<string, string>;
  stdio: SpawnOptions['stdio'];
}

/** Starts a program in a group of its own, so that its helpers are killed with it. */
export async function startProgram(
  executable: string,
  args: readonly string[],
  { env, stdio }: ProgramOptions,
): Promise<Program> {
  const child = spawn(executable, args, { stdio: stdio ?? 'pipe', detached: true, env });
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-4000);
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const refused = await new Promise<Error | undefined>((resolve) => {
    child.once('spawn', () => resolve(undefined));
    child.once('error', resolve);
  });
  const { pid } = child;
  if (refused || pid === undefined)
    throw new BrowserStartError(`could not start ${executable}`, { cause: refused });
  return {
    pid,
    child,
    lastWords: () => words.trim(),
    exited,
    async end() {
      try {
        // Also where the program itself has gone: what it has started may be left.
        process.kill(-pid, 'SIGKILL');
      } catch {
        // Nobody is left.
      }
      await exited;
    },
  };
}

/** Ends with its last member: the program, or ours, which holds the other end of standard input. */
const guard = `("$@"; kill -KILL 0) </dev/null & read -r _; kill -KILL 0`;

/**
 * The same for programs that would outlive this one: they are killed when this program ends, however
 * that happens, as the kernel closes the pipe that a guard beside them reads from.
 */
export function startGuardedProgram(
  executable: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Program> {
  return startProgram('/bin/sh', ['-c', guard, 'sh', executable, ...args], {
    env,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
}

/**
 * Waits for what a program that starts has to say or do.
 * @param name Of the program, as people know it.
 * @throws BrowserStartError where it ends before, or takes longer.
 */
export async function startedInTime<T>(
  name: string,
  program: Program,
  ms: number,
  ready: Promise<T>,
): Promise<T> {
  const timer = Promise.withResolvers<never>();
  const timeout = setTimeout(
    () => timer.reject(explain(`did not start within ${ms / 1000} s`)),
    ms,
  );
  const explain = (what: string, cause?: unknown) =>
    new BrowserStartError(`${name} ${what}. Its last words: ${program.lastWords() || 'none'}`, {
      cause,
    });
  const ended = program.exited.then(() => {
    throw explain('ended while starting');
  });
  const failed = ready.catch(async (cause: unknown) => {
    throw cause instanceof BrowserStartError ? cause : explain('could not be used', cause);
  });
  ended.catch(() => undefined);
  failed.catch(() => undefined);
  try {
    return await Promise.race([failed, ended, timer.promise]);
  } finally {
    clearTimeout(timeout);
  }
}
