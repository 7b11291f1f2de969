/** What this process and those it has started use, read from /proc (Linux). */
import { readFileSync } from 'node:fs';
import { readStat } from '../process-tree.ts';

/** The processes this one has started that still run. */
export function childPids(): number[] {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
  return children.split(' ').filter(Boolean).map(Number);
}

/** Processor time of this process so far, in milliseconds. */
export function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The same with that of its children, which comes in steps of 10 ms. */
export function cpuMs(): number {
  const ofChildren = childPids().map(
    (pid) => readStat(readFileSync(`/proc/${pid}/stat`, 'utf8')).cpuMs,
  );
  return ofChildren.reduce((sum, ms) => sum + ms, ownCpuMs());
}
