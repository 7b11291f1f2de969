import { hasSvgAnimations } from './appearance.ts';
import type { CaptureJob } from './job.ts';

/** Whether what is marked as hidden is shown, and does not count. */
export const ignoresHidden = ({ hideBehavior }: CaptureJob['payload']): boolean =>
  hideBehavior === 'ignore';

/**
 * The rules a picture is taken under, as CSS.
 * @param moving Whether animations are to be seen.
 */
export function styleOf(payload: CaptureJob['payload'], moving: boolean): string {
  const rules = [
    ...(ignoresHidden(payload) ? [] : ['[data-happo-hide] { visibility: hidden !important; }']),
    '* { caret-color: transparent !important; }',
  ];
  if (moving) rules.push('* { scroll-behavior: auto !important; }');
  // Where SVG moves, images would too.
  if (hasSvgAnimations(payload)) {
    rules.push('*, ::before, ::after, ::backdrop { image-animation: stopped !important; }');
  }
  if (payload.allowPointerEvents !== true) rules.push('* { pointer-events: none !important; }');
  // Recorded documents are at rest; what moves in them is us, putting them together.
  if (payload.snapPayloads && !moving) {
    rules.push('*, ::before, ::after, ::backdrop { transition: none !important; }');
  }
  return rules.join('\n');
}
