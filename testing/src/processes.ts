/** Looks at processes through /proc; the tests of supervision need to know who is alive. */
import { readdir, readFile } from 'node:fs/promises';

interface Running {
  pid: number;
  parent: number;
  command: string;
}

/** Every process of this machine that can be read. */
async function listProcesses(): Promise<Running[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map(readProcess));
  return found.filter((running) => running !== null);
}

async function readProcess(pid: number): Promise<Running | null> {
  try {
    const [status, command] = await Promise.all([
      readFile(`/proc/${pid}/status`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    // A zombie has ended; only its parent has not noticed yet.
    if (/^State:\s+Z/m.test(status)) return null;
    const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
    return { pid, parent, command: command.replaceAll('\0', ' ').trim() };
  } catch {
    return null;
  }
}

/** A process and everything it started, directly or not. */
export async function listDescendants(pid: number): Promise<Running[]> {
  const all = await listProcesses();
  const below = (parent: number): Running[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  return below(pid);
}

/** Those of the processes that are still alive. */
export async function stillAlive(pids: number[]): Promise<Running[]> {
  const found = await Promise.all(pids.map(readProcess));
  return found.filter((running) => running !== null);
}
