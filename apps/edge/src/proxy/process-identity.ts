/** A process id alone is no name: the kernel gives it to somebody else one day. */
import { readFile } from 'node:fs/promises';

/** When a process started, in ticks since the machine did; null when there is none, or it has ended. */
export async function startTimeOf(pid: number): Promise<string | null> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything; what follows it is numbers.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

export async function isSameProcess(pid: number, startTime: string): Promise<boolean> {
  return (await startTimeOf(pid)) === startTime;
}
