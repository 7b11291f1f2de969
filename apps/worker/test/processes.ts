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

/** What a process of a browser does: run pages, or put their frames together. */
export type Role = 'renderer' | 'gpu-process';

/** The processes of one role below the browsers of a process. */
export async function helpersOf(parent: number, role: Role): Promise<number[]> {
  const below = await Promise.all((await browsersOf(parent)).map(listDescendants));
  return below
    .flat()
    .filter(({ command }) => command.includes(`--type=${role}`))
    .map(({ pid }) => pid);
}
