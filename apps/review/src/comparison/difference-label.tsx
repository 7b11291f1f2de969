import type { SeenDifference } from '../api/entities.ts';
import { Icon } from '../ui/icon.tsx';
import { differenceWords } from './difference-words.ts';
import './difference-label.css';

/** The kind of a difference in a word, with an icon; nothing while nobody has looked. */
export function DifferenceLabel({ difference }: { difference: SeenDifference }) {
  if (difference.class === null) {
    return difference.unseen === null ? null : (
      <span className="difference-label" title={difference.unseen}>
        <Icon name="eye" size={12} />
        Not looked at
      </span>
    );
  }
  const { short, icon, meaning } = differenceWords[difference.class];
  return (
    <span className={`difference-label difference-${difference.class}`} title={meaning}>
      <Icon name={icon} size={12} />
      {short}
    </span>
  );
}
