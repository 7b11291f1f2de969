/** What a process and everything it started uses, read from /proc (Linux). */
import { readdir, readFile } from 'node:fs/promises';

/** Kernel ticks are reported 100 times a second on every Linux this runs on (`getconf CLK_TCK`). */
const msPerTick = 10;

interface Process {
  pid: number;
  parent: number;
  /** User and system time, its own and that of the children that have ended. */
  cpuMs: number;
}

/** @param stat What is in /proc/<pid>/stat. */
export function readStat(stat: string): Omit<Process, 'pid'> {
  // The name, in brackets, may hold anything; the parent is the second field after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { parent: Number(fields[1]), cpuMs: ticks * msPerTick };
}

async function readProcess(pid: number): Promise<Process | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  return { pid, ...readStat(stat) };
}

async function readTree(pid: number): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = (await Promise.all(pids.map(readProcess))).filter((one) => one !== undefined);
  const below = (parent: number): Process[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  return [...all.filter((one) => one.pid === pid), ...below(pid)];
}

/** Processor time of the tree since it started, in milliseconds. */
export async function cpuOf(pid: number): Promise<number> {
  return (await readTree(pid)).reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}

/** Resident memory of the tree in MB; what processes share is counted once (PSS). */
export async function memoryOf(pid: number): Promise<number> {
  const sizes = (await readTree(pid)).map(async (one) => {
    // A process that has just ended has none.
    const text = await readFile(`/proc/${one.pid}/smaps_rollup`, 'utf8').catch(() => '');
    return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0);
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1024;
}
