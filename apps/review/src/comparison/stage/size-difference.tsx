import type { Picture } from '../../api/entities.ts';
import { Icon } from '../../ui/icon.tsx';

interface SizeDifferenceProps {
  before: Picture;
  after: Picture;
}

/** The sizes of the pictures, where they have not the same. */
export function SizeDifference({ before, after }: SizeDifferenceProps) {
  if (before.width === null || after.width === null) return null;
  if (before.width === after.width && before.height === after.height) return null;
  return (
    <p className="size-different number">
      {before.width} × {before.height} <Icon name="arrow" size={12} />
      <span className="unseen">to</span> {after.width} × {after.height}
    </p>
  );
}
