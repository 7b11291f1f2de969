/** Disks that are small enough to be filled. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

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
    const { bavail, bsize } = statfsSync(this.folder);
    const file = join(this.folder, filling);
    execFileSync('fallocate', ['--length', String(Math.max(1, bavail * bsize)), file]);
  }

  free(): void {
    rmSync(join(this.folder, filling), { force: true });
  }

  remove(): void {
    mounted.delete(this);
    execFileSync('umount', ['-l', this.folder]);
  }
}
