import type { CaptureJob } from './job.ts';

/** The rules a picture is taken under, as CSS. */
export function styleOf(payload: CaptureJob['payload']): string {
  const rules = [
    '[data-happo-hide] { visibility: hidden !important; }',
    '* { caret-color: transparent !important; }',
  ];
  if (payload.allowPointerEvents !== true) rules.push('* { pointer-events: none !important; }');
  if (typeof payload.globalCSS === 'string') {
    rules.push(payload.globalCSS);
  } else {
    for (const block of payload.globalCSS ?? []) {
      if (block.conditional !== true && block.css !== undefined) rules.push(block.css);
    }
  }
  return rules.join('\n');
}
