import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Between two looks. What a page can fill meanwhile comes on top of its limit. Milliseconds. */
const lookMs = 250;

/** What draws may use so many times what a page may, as in Chromium. */
const drawingShare = 2;

interface Watched {
  /** Of the processes, as `startProgram` makes one for each program. */
  group: number;
  /** Whether a command line is that of a process with pages in it; the others draw them. */
  hasPages(command: string): boolean;
  maxBytes: number;
}

interface Member {
  pid: number;
  hasPages: boolean;
  bytes: number;
}

/** Memory that is a process's own: libraries, which all of them share, are left out. */
async function ownBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]);
  return (of('RssAnon') + of('RssShmem')) * 1024;
}

async function memberAt(pid: number, { group, hasPages }: Watched): Promise<Member | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may have spaces and brackets in it.
    const [, , itsGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (Number(itsGroup) !== group) return undefined;
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return { pid, hasPages: hasPages(command), bytes: await ownBytes(pid) };
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}

async function membersOf(watched: Watched): Promise<Member[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const found = await Promise.all(pids.map((pid) => memberAt(pid, watched)));
  return found.filter((member) => member !== undefined);
}

const sumOf = (members: readonly Member[]): number =>
  members.reduce((sum, { bytes }) => sum + bytes, 0);

function kill({ pid }: Member): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/** Memory can be looked at: other systems have no /proc. */
export const seesMemory = process.platform === 'linux';

/**
 * Looks after the memory of an installed browser, from outside. Processes with pages are killed once they use
 * too much together: a page that grows without end answers nobody.
 * @param onExceeded Called once, at most, before.
 * @returns Ends the watch.
 */
export function watchMemoryOf(watched: Watched, onExceeded: () => void): () => void {
  const watching = new AbortController();
  const { signal } = watching;
  const look = async (): Promise<void> => {
    while (seesMemory) {
      await delay(lookMs, undefined, { signal });
      const members = await membersOf(watched);
      const pages = members.filter(({ hasPages }) => hasPages);
      const others = members.filter(({ hasPages }) => !hasPages);
      const { maxBytes } = watched;
      const exceeded = sumOf(pages) > maxBytes || sumOf(others) > drawingShare * maxBytes;
      if (!exceeded || signal.aborted) continue;
      watching.abort();
      onExceeded();
      for (const member of pages) kill(member);
    }
  };
  look().catch(() => undefined);
  return () => watching.abort();
}
