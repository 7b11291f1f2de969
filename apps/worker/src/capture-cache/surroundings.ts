import { createHash } from 'node:crypto';
import type { CaptureLimits } from '../capture/limits.ts';

/** What goes into every picture a worker takes, whatever it is of. */
export interface Surroundings {
  /** Browser, fonts and kind of processor. */
  browser: string;
  /** The worker's own code. */
  build: string;
  limits: CaptureLimits;
}

/** JSON with the keys of objects in order, so that equal values give equal text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/**
 * The key of a pass.
 * @param options What the target asks for; unknown ones too, which may matter to the page.
 * @param document Bytes of what the page begins with.
 */
export function keyOf(
  surroundings: Surroundings,
  options: object,
  document: string | Uint8Array,
): string {
  const hash = createHash('sha256').update(canonical({ ...surroundings, options }));
  return hash.update('\0').update(document).digest('hex');
}
