import { useKeyHint } from '../../keys/key-hint.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { Fold } from './fold-bands.ts';

const number = new Intl.NumberFormat('en');

interface FoldButtonProps {
  fold: Extract<Fold, { folded: true }>;
  onUnfold: () => void;
}

/** How much is not shown, and the way to show it. */
export function FoldButton({ fold, onUnfold }: FoldButtonProps) {
  return (
    <button
      type="button"
      className="fold-button number"
      {...useKeyHint('bands.unfold')}
      onClick={onUnfold}
    >
      <Icon name="unfold" size={12} />
      {number.format(fold.height)} px {fold.isNoisy ? 'with noise only' : 'unchanged'}
    </button>
  );
}
