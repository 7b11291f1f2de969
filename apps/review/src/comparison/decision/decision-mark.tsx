import type { RowDecision } from '../../api/entities.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import './decision-mark.css';

/** How a decision on a row reads, in few words and as a sign. */
export function decisionWords({ decision, settled, elsewhere }: RowDecision): {
  words: string;
  icon: IconName;
  tone: 'good' | 'bad' | 'wait';
} {
  if (decision === 'flaky') return { words: 'Reported as flaky', icon: 'flake', tone: 'wait' };
  if (decision === 'rejected') return { words: 'Rejected', icon: 'cross', tone: 'bad' };
  if (!settled) return { words: 'Accepted, more people needed', icon: 'clock', tone: 'wait' };
  if (elsewhere) return { words: 'Accepted before', icon: 'remembered', tone: 'good' };
  return { words: 'Accepted', icon: 'check', tone: 'good' };
}

/** The sign of a decision, at the end of a row. */
export function DecisionMark({ decision }: { decision: RowDecision }) {
  const { words, icon, tone } = decisionWords(decision);
  return (
    <span
      className={`decision-mark decision-mark-${tone}`}
      title={`${words} by ${decision.by}`}
      data-decision={decision.decision}
    >
      <Icon name={icon} size={13} />
      <span className="unseen">
        {words} by {decision.by}
      </span>
    </span>
  );
}
