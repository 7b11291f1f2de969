import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TwinlensError } from '@twinlens/contract';
import { keyFile, listBackups, openBackup, readBytes, readObjectList } from './folder.ts';
import { readLines } from './lines.ts';

/** What is wrong with the backups of a folder; nothing, where all can be restored. */
export async function verifyBackups(
  folder: string,
): Promise<{ backups: number; objects: number; problems: string[] }> {
  const names = await listBackups(folder);
  if (names.length === 0) {
    throw new TwinlensError('not_found', `there is no backup in ${folder}`);
  }
  const problems: string[] = [];
  const note = (error: unknown) => {
    problems.push(error instanceof Error ? error.message : String(error));
  };
  /** Objects are shared by backups, and read once. */
  const looked = new Set<string>();
  for (const name of names) {
    try {
      const { path, manifest } = await openBackup(folder, name);
      for (const { rows } of manifest.tables) {
        await readAll(readLines(path, rows)).catch(note);
      }
      if (manifest.hasKey) await readFile(join(path, keyFile)).catch(note);
      for await (const object of readObjectList(path, manifest)) {
        if (looked.has(object.sha256)) continue;
        looked.add(object.sha256);
        await readBytes(folder, object).catch(note);
      }
    } catch (error) {
      note(error);
    }
  }
  return { backups: names.length, objects: looked.size, problems };
}

async function readAll(lines: AsyncIterable<string>): Promise<void> {
  for await (const _ of lines);
}
