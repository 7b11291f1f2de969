import { blocksOf } from './dom-snapshot-document.ts';
import type { CaptureJob } from './job.ts';

/** The rules a picture is taken under, as CSS. */
export function styleOf(payload: CaptureJob['payload']): string {
  const rules = [
    '[data-happo-hide] { visibility: hidden !important; }',
    '* { caret-color: transparent !important; }',
  ];
  if (payload.allowPointerEvents !== true) rules.push('* { pointer-events: none !important; }');
  // Recorded documents have them as elements, which come before the page's own.
  if (!payload.snapPayloads) rules.push(...blocksOf(payload.globalCSS, undefined));
  return rules.join('\n');
}
