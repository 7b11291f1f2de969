import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Keeps every core busy, as other jobs on a machine do. @returns What ends it. */
export function startLoad(): () => void {
  const file = fileURLToPath(new URL('busy.ts', import.meta.url));
  const loops = Array.from({ length: availableParallelism() }, () => fork(file));
  return () => {
    for (const loop of loops) loop.disconnect();
  };
}
