import type { ReviewState } from '../api/entities.ts';
import { Icon, type IconName } from './icon.tsx';
import './state-badge.css';

export type Tone = 'run' | 'good' | 'wait' | 'bad' | 'quiet';

const states: Record<ReviewState, { tone: Tone; icon: IconName; label: string }> = {
  pending: { tone: 'run', icon: 'running', label: 'Running' },
  success: { tone: 'good', icon: 'check', label: 'Passed' },
  'needs-review': { tone: 'wait', icon: 'eye', label: 'Needs review' },
  failure: { tone: 'bad', icon: 'cross', label: 'Failed' },
  expired: { tone: 'quiet', icon: 'clock', label: 'Expired' },
};

export function Badge({ tone, icon, label }: { tone: Tone; icon: IconName; label: string }) {
  return (
    <span className={`badge badge-${tone}`}>
      <Icon name={icon} size={13} />
      {label}
    </span>
  );
}

interface StateBadgeProps {
  state: ReviewState;
  decision?: 'accepted' | 'rejected' | undefined;
}

/** State of a job or comparison; a person's decision is named as such. */
export function StateBadge({ state, decision }: StateBadgeProps) {
  const { tone, icon, label } = states[state];
  const decided =
    decision === 'accepted' ? 'Accepted' : decision === 'rejected' ? 'Rejected' : null;
  return <Badge tone={tone} icon={icon} label={decided ?? label} />;
}
