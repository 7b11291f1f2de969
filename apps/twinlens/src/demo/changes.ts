/** What the second commit of the demo changes on purpose: one example each. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Edit {
  what: string;
  /** The example whose picture it changes. */
  component: string;
  file: string;
  from: string;
  to: string;
}

export const edits: Edit[] = [
  {
    what: 'a colour: the progress bar ends in coral',
    component: 'Progress',
    file: 'src/progress.css',
    from: '#7a5cff',
    to: '#ff7a59',
  },
  {
    what: 'a label: "Keep it" becomes "Cancel"',
    component: 'Dialog',
    file: 'src/dialog.stories.tsx',
    from: 'Keep it',
    to: 'Cancel',
  },
  {
    what: 'spacing: more air above the headings of the long page',
    component: 'Article',
    file: 'src/article.css',
    from: 'margin: 32px 0 8px',
    to: 'margin: 44px 0 8px',
  },
];

/** Makes the edits in a working copy of the example. */
export async function applyEdits(folder: string): Promise<void> {
  for (const { file, from, to } of edits) {
    const path = join(folder, file);
    const before = await readFile(path, 'utf8');
    if (!before.includes(from)) throw new Error(`${file} does not contain "${from}" any more`);
    await writeFile(path, before.replace(from, to));
  }
}
