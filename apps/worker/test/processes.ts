/** The browsers of a worker, among the processes of this machine. */
import { listDescendants } from '@twinlens/testing';

/** Process ids of the browsers a process has started and that still run. */
export async function browsersOf(parent: number): Promise<number[]> {
  const below = await listDescendants(parent);
  return below
    .filter((one) => one.parent === parent && /^\S*\/chromium( |$)/.test(one.command))
    .map(({ pid }) => pid);
}

/** All processes below these, children of children included. */
export async function descendantsOf(pids: number[]): Promise<number[]> {
  const below = await Promise.all(pids.map(listDescendants));
  return below.flat().map(({ pid }) => pid);
}

/** The processes that run pages, below the browsers of a process. */
export async function renderersOf(parent: number): Promise<number[]> {
  const below = await Promise.all((await browsersOf(parent)).map(listDescendants));
  return below
    .flat()
    .filter(({ command }) => command.includes('--type=renderer'))
    .map(({ pid }) => pid);
}

/** Those that end by themselves meanwhile, as pages of an earlier capture do, need no signal. */
export function signalAll(pids: number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
