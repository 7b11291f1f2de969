import type { CaptureJob } from './job.ts';

/** The rules a picture is taken under, as CSS. */
export function styleOf(payload: CaptureJob['payload']): string {
  const rules = [
    '[data-happo-hide] { visibility: hidden !important; }',
    '* { caret-color: transparent !important; }',
  ];
  if (payload.allowPointerEvents !== true) rules.push('* { pointer-events: none !important; }');
  // Recorded documents are at rest; what moves in them is us, putting them together.
  if (payload.snapPayloads) {
    rules.push('*, ::before, ::after, ::backdrop { transition: none !important; }');
  }
  return rules.join('\n');
}
