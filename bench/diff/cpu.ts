/** What this process and those it has started use, read from /proc (Linux). */
import { readFileSync } from 'node:fs';
import { readStat } from '../process-tree.ts';

/** The processes this one has started that still run. */
export function childPids(): number[] {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
  return children.split(' ').filter(Boolean).map(Number);
}

/** Processor time so far in milliseconds; that of children comes in steps of 10. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return childPids().reduce(
    (sum, pid) => sum + readStat(readFileSync(`/proc/${pid}/stat`, 'utf8')).cpuMs,
    (user + system) / 1000,
  );
}
