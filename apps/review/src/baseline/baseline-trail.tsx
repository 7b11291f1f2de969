import { useMemo, useRef } from 'react';
import type { BaselineCandidate } from '../api/entities.ts';
import { useKeyHint } from '../keys/key-hint.tsx';
import { useActions } from '../keys/use-actions.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Sha, shortSha } from '../ui/sha.tsx';
import './baseline-trail.css';

const icons: Record<BaselineCandidate['outcome'], IconName> = {
  chosen: 'check',
  waiting: 'running',
  itself: 'minus',
  'no-report': 'minus',
  failed: 'cross',
  'other-pull-request': 'cross',
  'not-accepted': 'cross',
};

const number = new Intl.NumberFormat('en');

/** Every commit that was tried for the baseline, and what became of it. */
export function BaselineTrail({ trail }: { trail: BaselineCandidate[] }) {
  const details = useRef<HTMLDetailsElement>(null);
  useActions(
    useMemo(
      () => ({
        'baseline.trail': () => {
          if (details.current === null) return;
          details.current.open = !details.current.open;
          details.current.querySelector('summary')?.focus();
        },
      }),
      [],
    ),
  );
  const hint = useKeyHint('baseline.trail');
  if (trail.length === 0) return null;
  return (
    <details ref={details} className="baseline-trail">
      <summary {...hint}>
        Why this baseline: {number.format(trail.length)} {trail.length === 1 ? 'commit' : 'commits'}{' '}
        tried
      </summary>
      <ol>
        {trail.map(({ sha, outcome, why }) => (
          <li key={sha} className={`baseline-${outcome}`}>
            <Icon name={icons[outcome]} size={13} />
            <Sha sha={sha} />
            <span>{shortSha(why)}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
