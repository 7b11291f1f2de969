import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Read from the index Storybook wrote into a build. */
export async function countStories(built: string): Promise<number> {
  const text = await readFile(join(built, 'index.json'), 'utf8');
  const { entries } = JSON.parse(text) as { entries: Record<string, { type: string }> };
  return Object.values(entries).filter(({ type }) => type === 'story').length;
}
