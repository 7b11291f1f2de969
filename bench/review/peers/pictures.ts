/** The pictures of a report of some size, as the peers want them: one file for each snapshot. */
import { link, mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { changedCount, type Pair, readPairs, unchangedPictures } from '../made-reports.ts';

export interface FilePair {
  name: string;
  isChanged: boolean;
  before: string;
  after: string;
}

/**
 * Hard links below `folder`, in `before` and `after`: the same pictures for the same snapshots as our
 * reports have.
 */
export async function linkPictures(folder: string, size: number): Promise<FilePair[]> {
  const pairs = await readPairs();
  const changed = Math.min(changedCount, size);
  const step = Math.floor(size / changed);
  await mkdir(join(folder, 'before'), { recursive: true });
  await mkdir(join(folder, 'after'), { recursive: true });
  const files: FilePair[] = [];
  for (let index = 0; index < size; index++) {
    const isChanged = index % step === 0 && index / step < changed;
    const pair = pairs[(isChanged ? index / step : index % unchangedPictures) % pairs.length];
    if (pair === undefined) throw new Error('there is no corpus');
    files.push(await linkPair(folder, index, isChanged, pair));
  }
  return files;
}

async function linkPair(
  folder: string,
  index: number,
  isChanged: boolean,
  pair: Pair,
): Promise<FilePair> {
  const name = `${String(index).padStart(6, '0')}-${basename(dirname(pair.before))}`;
  const before = join(folder, 'before', `${name}.png`);
  const after = join(folder, 'after', `${name}.png`);
  await link(pair.before, before);
  await link(isChanged ? pair.after : pair.before, after);
  return { name, isChanged, before, after };
}
