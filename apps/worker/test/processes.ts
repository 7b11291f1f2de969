import { readdir, readFile } from 'node:fs/promises';

/** Process ids of the browsers a process has started and that still run. */
export async function browsersOf(parent: number): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const [, command, state, owner] = /^\d+ \((.*)\) (\S) (\d+)/.exec(stat) ?? [];
    if (command === 'chromium' && state !== 'Z' && Number(owner) === parent)
      found.push(Number(name));
  }
  return found;
}

/** Whether a process still runs; one that ended and was not collected yet does not. */
export async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/^\d+ \(.*\) Z/.test(stat);
}

/** All processes below these, children of children included. */
export async function descendantsOf(pids: number[]): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const owner = /^\d+ \(.*\) \S (\d+)/.exec(stat)?.[1];
    if (owner !== undefined) parents.set(Number(name), Number(owner));
  }
  const found = new Set(pids);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const [pid, owner] of parents) if (found.has(owner)) found.add(pid);
  }
  for (const pid of pids) found.delete(pid);
  return [...found];
}

/** What a process of a browser does: run pages, or put their frames together. */
export type Role = 'renderer' | 'gpu-process';

/** The processes of one role below the browsers of a process. */
export async function helpersOf(parent: number, role: Role): Promise<number[]> {
  const found: number[] = [];
  for (const pid of await descendantsOf(await browsersOf(parent))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(`--type=${role}`)) found.push(pid);
  }
  return found;
}
