import { useMemo } from 'react';
import type { ChangeKind } from '../api/entities.ts';
import { useKeyHint } from '../keys/key-hint.tsx';
import { useActions } from '../keys/use-actions.ts';
import type { CapturedTwice } from './captured-twice.ts';
import './unstable-line.css';

interface UnstableLineProps {
  kind: ChangeKind;
  twice: CapturedTwice;
  /** Where the two captures are not beside each other anyway: shows what differs between them. */
  compareTwice?: { on: boolean; toggle: () => void } | undefined;
}

/** Says that an example looked different when it was captured again. */
export function UnstableLine({ kind, twice, compareTwice }: UnstableLineProps) {
  return (
    <div className="unstable-line">
      <p>
        <b>
          {kind === 'unstable'
            ? 'unstable: differs from itself'
            : `${kind}, and differs from itself`}
        </b>{' '}
        <span className="soft">{explain(kind, twice)}</span>
      </p>
      {compareTwice && <CompareTwice {...compareTwice} />}
    </div>
  );
}

function CompareTwice({ on, toggle }: { on: boolean; toggle: () => void }) {
  useActions(useMemo(() => ({ 'view.captures': toggle }), [toggle]));
  return (
    <button type="button" className="button" {...useKeyHint('view.captures')} onClick={toggle}>
      {on ? 'Compare with the baseline' : 'Compare the two captures'}
    </button>
  );
}

function explain(kind: ChangeKind, { side }: CapturedTwice): string {
  if (side === 'before') return 'The baseline looked like this, too, when it was captured again.';
  const looked = 'It looked different when it was captured again';
  if (kind === 'unstable') return `${looked}, and differs from the baseline only there.`;
  if (kind === 'changed') return `${looked}, but differs from the baseline elsewhere too.`;
  return `${looked}.`;
}
