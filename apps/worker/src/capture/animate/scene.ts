import type { CaptureJob } from '../job.ts';
import type { Extent } from '../look.ts';
import type { PageAnimator } from './page-animator.ts';
import type { AnimateSettings } from './resolve-options.ts';

/** What the steps of one capture have in common. */
export interface Scene {
  job: CaptureJob;
  settings: AnimateSettings;
  animator: PageAnimator;
  extent: Extent;
}
