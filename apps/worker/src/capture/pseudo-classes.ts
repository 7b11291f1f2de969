import type { PseudoClassRule } from '@twinlens/browser';
import type { CaptureJob } from './job.ts';

const rules: PseudoClassRule[] = (['hover', 'focus', 'active', 'focus-visible'] as const).map(
  (pseudoClass) => ({ selector: `[data-happo-${pseudoClass}]`, pseudoClass }),
);

/** Shows elements marked `data-happo-hover` and the like in that state, if the payload wants it. */
export async function applyPseudoClasses(job: CaptureJob): Promise<void> {
  if (job.payload.applyPseudoClasses !== true) return;
  await job.page.evaluate('twinlens.focusMarked(twinlens.openRoots())', 'isolated', job.signal);
  await job.page.forcePseudoClasses(rules, job.signal);
}

/** Lets go of the elements again: the next example may use them unmarked. */
export async function releasePseudoClasses(job: CaptureJob): Promise<void> {
  if (job.payload.applyPseudoClasses !== true) return;
  await job.page.evaluate('twinlens.releaseFocus()', 'isolated', job.signal);
  await job.page.forcePseudoClasses([], job.signal);
}
