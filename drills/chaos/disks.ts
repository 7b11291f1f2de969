/** Disks that are small enough to be filled. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const pieceBytes = 1 << 20;
const filling = 'filling';

const mounted = new Set<Disk>();

/** Leaves no disk behind, however the drill ended. */
export function removeDisks(): void {
  for (const disk of mounted) disk.remove();
}

export class Disk {
  readonly folder: string;

  constructor(folder: string, megabytes: number) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
    chmodSync(folder, 0o755);
    mounted.add(this);
  }

  /** Leaves not one byte. */
  fill(): void {
    for (const bytes of [pieceBytes, 4096]) {
      try {
        for (;;) appendFileSync(join(this.folder, filling), Buffer.alloc(bytes));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    }
  }

  free(): void {
    rmSync(join(this.folder, filling), { force: true });
  }

  remove(): void {
    mounted.delete(this);
    execFileSync('umount', ['-l', this.folder]);
  }
}
