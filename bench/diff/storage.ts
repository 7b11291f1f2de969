/** What pictures take where they are stored, next to the browser's own PNGs, and storing them. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { rounded } from '../capture/median.ts';
import { ownCpuMs } from './cpu.ts';
import type { Pair } from './pairs.ts';
import { decode } from './peers/files.ts';
import { compressFolder } from './strip-folder.ts';
import type { ToolProcess } from './tool-processes.ts';

export interface Stored {
  pictures: number;
  /** Bytes of the PNGs; files with the same bytes count once. */
  png: number;
  /** As they come; null while the engine is not there. */
  atFirst: number | null;
  /** In the end, compressed once more. */
  strips: number | null;
}

export interface IngestCpu {
  /** In milliseconds. */
  sharpDecode: number;
  ours: number | null;
  vsSharpDecode: number | null;
}

/** What the second picture of a pair adds to the store of the first in the end, in bytes. */
export interface Added {
  /** Of the first. */
  png: number;
  first: number;
  second: number;
}

export interface Storage {
  sets: Record<string, Stored>;
  /** By the page and what was changed in it. */
  added: Record<string, Added>;
  ingest: Record<string, IngestCpu>;
}

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = files.map(
    async ({ parentPath, name }) => (await stat(`${parentPath}/${name}`)).size,
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** A store of pictures would hold the same file once. */
async function withoutCopies(pngs: readonly string[]): Promise<Map<string, number>> {
  const seen = new Set<string>();
  const files = new Map<string, number>();
  for (const png of pngs) {
    const content = await readFile(png);
    const hash = createHash('sha256').update(content).digest('hex');
    if (!seen.has(hash)) files.set(png, content.length);
    seen.add(hash);
  }
  return files;
}

export async function measureStorage(
  ours: ToolProcess | undefined,
  pngs: readonly string[],
  folder: string,
): Promise<Stored> {
  const files = await withoutCopies(pngs);
  const pictures = files.size;
  const png = [...files.values()].reduce((sum, size) => sum + size, 0);
  if (!ours) return { pictures, png, atFirst: null, strips: null };
  for (const file of files.keys()) await ours.ingest(file, folder);
  const atFirst = await bytesIn(folder);
  await compressFolder(folder);
  return { pictures, png, atFirst, strips: await bytesIn(folder) };
}

/** Stores pictures of which nothing is there yet: each time in a folder of its own. */
export async function measureIngest(
  ours: ToolProcess | undefined,
  pngs: readonly string[],
  { times, folder }: { times: number; folder: string },
): Promise<IngestCpu> {
  let own = 0;
  let sharpDecode = 0;
  // The first time is not counted.
  for (let time = 0; time <= times; time += 1) {
    for (const [at, png] of pngs.entries()) {
      const before = ownCpuMs();
      await decode(png);
      const decoded = ownCpuMs() - before;
      const stored = await ours?.ingest(png, `${folder}-${time}-${at}`);
      if (time === 0) continue;
      sharpDecode += decoded / times;
      own += (stored?.cpuMs ?? 0) / times;
    }
  }
  return {
    sharpDecode: rounded(sharpDecode, 100),
    ours: ours ? rounded(own, 100) : null,
    vsSharpDecode: ours ? rounded(own / sharpDecode, 100) : null,
  };
}

export async function measureAdded(
  ours: ToolProcess,
  { before, after }: Pair,
  folder: string,
): Promise<Added> {
  await ours.ingest(before, folder);
  await compressFolder(folder);
  const first = await bytesIn(folder);
  await ours.ingest(after, folder);
  await compressFolder(folder);
  return { png: (await stat(before)).size, first, second: (await bytesIn(folder)) - first };
}
