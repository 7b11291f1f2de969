import type { Picture } from '../api/entities.ts';

/** Says, of animations, what a view that does not play them shows. */
export function FirstFramesNote({ before, after }: { before: Picture; after: Picture }) {
  if (!before.animation && !after.animation) return null;
  return (
    <p className="first-frames soft">
      First frames only: the animations play side by side, and may differ in any other frame.
    </p>
  );
}
