import type { BaselineCandidate } from '../api/entities.ts';
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
  if (trail.length === 0) return null;
  return (
    <details className="baseline-trail">
      <summary>
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
