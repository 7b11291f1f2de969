import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ExportPlace } from './export-place.ts';

/** Each file is whole from its first moment. */
export const folderAt = (folder: string): ExportPlace => ({
  async write(name, { body }) {
    const file = join(folder, name);
    const fresh = `${file}.${process.pid}.new`;
    await mkdir(dirname(file), { recursive: true });
    try {
      await writeFile(fresh, body);
      await rename(fresh, file);
    } finally {
      await rm(fresh, { force: true });
    }
  },
});
