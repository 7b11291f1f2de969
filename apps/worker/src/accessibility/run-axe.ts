import { type Abilities, type FramePath, type Page, PageScriptError } from '@twinlens/browser';
import { maxNodes } from '@twinlens/contract';
import type { RunOptions } from 'axe-core';
import type { ChildFrame, FoundViolation } from './in-page/examine.ts';

interface Examination {
  page: Page & Pick<Abilities, 'runInFrame'>;
  options: RunOptions;
  signal: AbortSignal;
  /** Told of frames that could not be examined. */
  onLeftOut(reason: string): void;
}

const call = (name: string, ...values: unknown[]): string =>
  `twinlensAxe.${name}(${values.map((value) => JSON.stringify(value)).join(', ')})`;

/** @param context What the document around says of the frame; null for the page itself. */
async function examineDocument(
  { page, options, signal }: Examination,
  path: FramePath,
  context: ChildFrame['context'] | null,
): Promise<ChildFrame[]> {
  const expression = `twinlensAxe.load(); ${call('examineDocument', options, context)}`;
  return (await page.runInFrame(path, expression, 'isolated', signal)) as ChildFrame[];
}

/** What was found in a frame and, after it, in the frames inside it: one entry each, null for none. */
async function examineFrame(
  examination: Examination,
  path: FramePath,
  context: ChildFrame['context'],
): Promise<unknown[]> {
  const { page, signal, onLeftOut } = examination;
  try {
    const children = await examineDocument(examination, path, context);
    const partial = await page.runInFrame(path, call('takePartial'), 'isolated', signal);
    return [partial ?? null, ...(await examineFrames(examination, path, children))];
  } catch (error) {
    if (!(error instanceof PageScriptError)) throw error;
    onLeftOut(`A frame was not examined by axe-core: ${error.message}`);
    return [null];
  }
}

async function examineFrames(
  examination: Examination,
  path: FramePath,
  children: ChildFrame[],
): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const { selector, context } of children) {
    const element = `axe.utils.shadowSelect(${JSON.stringify(selector)})`;
    found.push(...(await examineFrame(examination, [...path, element], context)));
  }
  return found;
}

/**
 * Examines the page and its frames with axe-core, in their isolated worlds, where `axeScript` was run.
 * @throws PageScriptError with what axe-core said.
 */
export async function runAxe(examination: Examination): Promise<FoundViolation[]> {
  const { page, options, signal } = examination;
  const children = await examineDocument(examination, [], null);
  const inFrames = await examineFrames(examination, [], children);
  const finish = call('finishExamination', inFrames, options, maxNodes);
  const found = (await page.run(finish, 'isolated', signal)) as FoundViolation[];
  return found.filter(({ total }) => total > 0);
}
