/** What a process and those it has started use, read from /proc (Linux). */
import { readdirSync, readFileSync } from 'node:fs';

/** The processes this one has started that still run. */
export function childPids(): number[] {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
  return children.split(' ').filter(Boolean).map(Number);
}

/** To the nanosecond, where the ticks of /proc/<pid>/stat are of 10 ms. */
function cpuMsOf(pid: number): number {
  const nanoseconds = readdirSync(`/proc/${pid}/task`).map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6;
}

/** Processor time so far, of this process and its children, in milliseconds. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return childPids().reduce((sum, pid) => sum + cpuMsOf(pid), (user + system) / 1000);
}
