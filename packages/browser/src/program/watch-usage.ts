import type { PageEnd, PageOptions } from '../page.ts';
import { watchFolder } from './watch-folder.ts';
import { watchMemoryOf } from './watch-memory.ts';

interface Browser {
  /** Of its processes. */
  group: number;
  profile: string;
  /** Whether a command line is that of a process with pages in it. */
  hasPages(command: string): boolean;
}

/**
 * Looks after what an installed browser uses of the machine while a page is open.
 * @param onExceeded Told how the page ends.
 * @returns Ends the watch.
 */
export function watchUsage(
  { group, profile, hasPages }: Browser,
  { maxBytes, maxDiskBytes }: Pick<PageOptions, 'maxBytes' | 'maxDiskBytes'>,
  onExceeded: (end: PageEnd) => void,
): () => void {
  const stops = [
    watchMemoryOf({ group, hasPages, maxBytes }, () =>
      onExceeded({ how: 'out of memory', limit: maxBytes }),
    ),
    watchFolder(profile, maxDiskBytes, () =>
      onExceeded({ how: 'out of disk', limit: maxDiskBytes }),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
